using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>What counts as a secret: the table that a security review reads. Applied from top to bottom, each to what the one before left.</summary>
internal static class SecretRules
{
    private const string Keys = "private keys and certificates";
    private const string Hashes = "password hashes (htpasswd)";
    private const string Headers = "Authorization headers and their tokens";
    private const string Cookies = "cookies";
    private const string Configured = "header values, parameters and keys of the configuration";
    private const string Named = "values that are called a password, key, token or secret";
    private const string Environment = "environment of processes and passwords of command lines";
    private const string Urls = "users and passwords of URLs";
    private const string Queries = "values of query strings";
    private const string Tokens = "texts that look like a key or token";

    /// <summary>All rules.</summary>
    public static ImmutableArray<SecretRule> All { get; } =
    [
        new(Keys, KeyPatterns.Block()),
        new(Keys, KeyPatterns.Tail()),
        new(Keys, KeyPatterns.PuttyLines()),
        new(Keys, KeyPatterns.JsonWebKey()),
        new(Hashes, KeyPatterns.CryptHash()),
        new(Hashes, KeyPatterns.SchemeHash()),
        new(Hashes, KeyPatterns.OldHash(), SecretScope.Configuration),
        new(Configured, ConfigPatterns.Header(), SecretScope.Configuration, KeptValues.IsHarmlessHeader),
        new(Configured, ConfigPatterns.Parameter(), SecretScope.Configuration, KeptValues.IsHarmlessParameter),
        new(Configured, ConfigPatterns.EnvironmentLine(), SecretScope.Configuration),
        new(Configured, ConfigPatterns.SecretVariable(), SecretScope.Configuration, KeptValues.IsPlain),
        new(Configured, ConfigPatterns.Comparison(), SecretScope.Configuration, KeptValues.IsPlain),
        new(Configured, ConfigPatterns.MapOfSecret(), SecretScope.Configuration),
        new(Configured, ConfigPatterns.MapToSecret(), SecretScope.Configuration),
        new(Configured, ConfigPatterns.SecretDirective(), SecretScope.Configuration, KeptValues.IsPlain),
        new(Headers, HeaderPatterns.Authorization(), Keeps: KeptValues.IsVariable),
        new(Headers, HeaderPatterns.Scheme()),
        new(Cookies, HeaderPatterns.Cookie(), Keeps: KeptValues.IsVariable),
        new(Urls, UrlPatterns.UserInfo()),
        new(Queries, UrlPatterns.Value(), Keeps: KeptValues.IsVariable),
        new(Queries, UrlPatterns.Bare()),
        new(Environment, CommandPatterns.Assignment(), SecretScope.Command, KeptValues.IsPlace),
        new(Environment, CommandPatterns.Option(), SecretScope.Command),
        new(Environment, CommandPatterns.User(), SecretScope.Command),
        new(Named, HeaderPatterns.NamedValue(), Keeps: KeptValues.IsVariable),
        new(Tokens, KeyPatterns.KnownToken()),
        new(Tokens, KeyPatterns.Blob()),
        new(Tokens, KeyPatterns.LongHex()),
    ];
}
