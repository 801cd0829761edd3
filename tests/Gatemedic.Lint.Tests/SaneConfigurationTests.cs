using System.Text;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Configurations as people sensibly write them: about how they reach and address their upstreams there is nothing to say but notes.</summary>
public sealed class SaneConfigurationTests
{
    private const string WordPress = """
        user www-data;
        events { worker_connections 768; }
        http {
            server {
                listen 80 default_server;
                root /var/www/html;
                index index.php;
                location / { try_files $uri $uri/ /index.php?$args; }
                location ~ \.php$ {
                    fastcgi_param QUERY_STRING $query_string;
                    fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
                    fastcgi_pass unix:/run/php/php8.2-fpm.sock;
                    fastcgi_read_timeout 120s;
                }
            }
        }
        """;

    private const string Django = """
        events {}
        http {
            upstream app_server { server unix:/run/gunicorn/gunicorn.sock fail_timeout=0; }
            server {
                listen 80;
                location /static/ { alias /srv/static/; }
                location / { try_files $uri @proxy_to_app; }
                location @proxy_to_app {
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header Host $http_host;
                    proxy_redirect off;
                    proxy_pass http://app_server;
                }
            }
        }
        """;

    private const string Node = """
        events {}
        http {
            map $http_upgrade $connection_upgrade { default upgrade; '' close; }
            upstream node { least_conn; server 127.0.0.1:3000; server 127.0.0.1:3001; keepalive 32; }
            server {
                listen 443 ssl;
                proxy_http_version 1.1;
                location / {
                    proxy_set_header Host $host;
                    proxy_set_header Connection "";
                    proxy_pass http://node;
                }
                location /socket.io/ {
                    proxy_set_header Host $host;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;
                    proxy_read_timeout 1h;
                    proxy_pass http://node;
                }
            }
        }
        """;

    private const string Compose = """
        events {}
        http {
            resolver 127.0.0.11 valid=10s;
            server {
                listen 80;
                set $api api;
                location /api/ { proxy_set_header Host $host; proxy_pass http://$api:5001; }
                location / { proxy_pass http://127.0.0.1:8080; }
            }
        }
        """;

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var text in (string[])[WordPress, Django, Node, Compose])
            {
                foreach (var version in (string[])["1.18.0", "1.22.1", "1.28.0", "1.31.4"])
                {
                    data.Add(text, version);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_but_notes_is_said_of_how_upstreams_are_reached(string text, string version)
    {
        var files = new ConfigSnapshot("/x.conf", "/", [new ConfigFile("/x.conf", Encoding.UTF8.GetBytes(text))], []);
        var tree = ConfigParser.Parse(files, "/x.conf");
        Assert.Null(tree.Error);
        var subject = new LintSubject(tree, ConfigModel.From(tree, "/")) { Version = NginxVersion.Parse(version) };
        var checks = CheckCatalog.All.Where(c => c.Profile.Group is CheckGroup.Reaching or CheckGroup.Speaking);
        Assert.Empty(new Linter([.. checks]).Run(subject, files).Where(f => f.Check.Severity != LintSeverity.Note).Select(f => (f.Check.Code, f.Complaint.Line)));
    }
}
