namespace Gatemedic.Host;

/// <summary>Labels as the kernel writes them, of either module.</summary>
public sealed class MandatoryAccessReaderTests
{
    [Theory]
    [InlineData("system_u:system_r:httpd_t:s0", "httpd_t")]
    [InlineData("system_u:system_r:container_t:s0:c1,c2", "container_t")]
    [InlineData("unconfined", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_domain_is_the_type_of_the_context(string? context, string? domain) => Assert.Equal(domain, MandatoryAccessReader.DomainOf(context));

    [Theory]
    [InlineData("/usr/sbin/nginx (enforce)", "/usr/sbin/nginx", "enforce")]
    [InlineData("snap.shop.nginx (complain)", "snap.shop.nginx", "complain")]
    [InlineData("a (b) (enforce)", "a (b)", "enforce")]
    [InlineData("unconfined", null, null)]
    [InlineData("(enforce)", null, null)]
    public void The_profile_stands_before_its_mode(string label, string? profile, string? mode) => Assert.Equal((profile, mode), MandatoryAccessReader.ProfileOf(label));
}
