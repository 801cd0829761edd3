// Written by eng/directive-table; do not edit. A row for each directive of nginx: as long as their list is.
namespace Gatemedic.Nginx;

/// <content>The rows.</content>
public static partial class DirectiveTable
{
    /// <summary>The newest release that the rows know.</summary>
    public static readonly NginxVersion Newest = new(1, 31, 4);

    // name | contexts | arguments, {} for a block | kind of value | default | modules, + built only when asked for | versions, since-until
    private static ReadOnlySpan<byte> Rows => """
        absolute_redirect | http server location | flag | flag once | on | http_core | 1.11.8-
        accept_mutex | events | flag | flag once | off | core | -
        accept_mutex_delay | events | 1 | msec once | 500ms | core | -
        acceptex_read | events | flag | flag once | on | iocp | -
        access_log | http server location if-in-location limit_except | 1+ | own | logs/access.log combined | http_log | -
        access_log | stream stream-server | 1+ | own | off | stream_log | -
        add_after_body | http server location | 1 | string once |  | +http_addition | -
        add_before_body | http server location | 1 | string once |  | +http_addition | -
        add_header | http server location if-in-location | 2,3 | own |  | http_headers | -
        add_header_inherit | http server location if-in-location | 1 | enum once: off on merge |  | http_headers | 1.29.3-
        add_trailer | http server location if-in-location | 2,3 | own |  | http_headers | -
        add_trailer_inherit | http server location if-in-location | 1 | enum once: off on merge |  | http_headers | 1.29.3-
        addition_types | http server location | 1+ | list | text/html | +http_addition | 0.7.9-
        aio | http server location | 1 | own once | off | http_core | 0.8.11-
        aio_write | http server location | flag | flag once | off | http_core | 1.9.13-
        alias | location | 1 | own once |  | http_core | -
        allow | http server location limit_except | 1 | own |  | http_access | -
        allow | stream stream-server | 1 | own |  | stream_access | -
        ancient_browser | http server location | 1+ | own |  | http_browser | -
        ancient_browser_value | http server location | 1 | own | 1 | http_browser | -
        auth_basic | http server location limit_except | 1 | text once | off | http_auth_basic | -
        auth_basic_user_file | http server location limit_except | 1 | own once |  | http_auth_basic | -
        auth_delay | http server location | 1 | msec once | 0s | http_core | 1.17.10-
        auth_http | mail mail-server | 1 | own |  | mail_auth_http | -
        auth_http_header | mail mail-server | 2 | own |  | mail_auth_http | -
        auth_http_pass_client_cert | mail mail-server | flag | flag once | off | mail_auth_http | 1.7.11-
        auth_http_timeout | mail mail-server | 1 | msec once | 60s | mail_auth_http | -
        auth_request | http server location | 1 | own once | off | +http_auth_request | -
        auth_request_set | http server location | 2 | own |  | +http_auth_request | -
        autoindex | http server location | flag | flag once | off | http_autoindex | -
        autoindex_exact_size | http server location | flag | flag once | on | http_autoindex | -
        autoindex_format | http server location | 1 | enum once: html json jsonp xml | html | http_autoindex | 1.7.9-
        autoindex_localtime | http server location | flag | flag once | off | http_autoindex | -
        break | server if-in-server location if-in-location | 0 | own |  | http_rewrite | -
        charset | http server location if-in-location | 1 | own once | off | http_charset | -
        charset_map | http | 2 {} | data |  | http_charset | -
        charset_types | http server location | 1+ | list | text/html text/xml text/plain text/vnd.wap.wml application/javascript application/rss+xml | http_charset | 0.7.9-
        chunked_transfer_encoding | http server location | flag | flag once | on | http_core | -
        client_body_buffer_size | http server location | 1 | size once | 8k | http_core | -
        client_body_in_file_only | http server location | 1 | enum once: off on clean | off | http_core | -
        client_body_in_single_buffer | http server location | flag | flag once | off | http_core | -
        client_body_temp_path | http server location | 1,2,3,4 | path once | client_body_temp | http_core | -
        client_body_timeout | http server location | 1 | msec once | 60s | http_core | -
        client_header_buffer_size | http server | 1 | size once | 1k | http_core | -
        client_header_timeout | http server | 1 | msec once | 60s | http_core | -
        client_max_body_size | http server location | 1 | offset once | 1m | http_core | -
        connection_pool_size | http server | 1 | size once: pool | 256 | http_core | -
        create_full_put_path | http server location | flag | flag once | off | +http_dav | -
        daemon | main | flag | flag once | on | core | -
        dav_access | http server location | 1,2,3 | access once | user:rw | +http_dav | -
        dav_methods | http server location | 1+ | mask: off put delete mkcol copy move | off | +http_dav | -
        debug_connection | events | 1 | own |  | core | -
        debug_points | main | 1 | enum once: stop abort |  | core | -
        default_type | http server location | 1 | string once | text/plain | http_core | -
        degradation | http | 1 | own |  | +http_degradation | -
        degrade | http server location | 1 | enum once: 204 444 |  | +http_degradation | -
        deny | http server location limit_except | 1 | own |  | http_access | -
        deny | stream stream-server | 1 | own |  | stream_access | -
        devpoll_changes | events | 1 | number once | 32 | devpoll | -
        devpoll_events | events | 1 | number once | 32 | devpoll | -
        directio | http server location | 1 | own once | off | http_core | 0.7.7-
        directio_alignment | http server location | 1 | offset once | 512 | http_core | 0.8.11-
        disable_symlinks | http server location | 1,2 | own once | off | http_core | 1.1.15-
        early_hints | http server location | 1+ | texts |  | http_core | 1.29.0-
        empty_gif | location | 0 | own |  | http_empty_gif | -
        env | main | 1 | own | TZ | core | -
        epoll_events | events | 1 | number once | 512 | core | -
        error_log | http server location | 1+ | own |  | http_core | -
        error_log | mail mail-server | 1+ | own |  | mail_core | -
        error_log | main | 1+ | own | logs/error.log error | core | -
        error_log | stream stream-server | 1+ | own |  | stream_core | -
        error_page | http server location if-in-location | 2+ | own |  | http_core | -
        etag | http server location | flag | flag once | on | http_core | 1.3.3-
        eventport_events | events | 1 | number once | 32 | eventport | -
        events | main | 0 {} | own once |  | core | -
        expires | http server location if-in-location | 1,2 | own once |  | http_headers | -
        fastcgi_bind | http server location | 1,2 | own once |  | http_fastcgi | 0.8.22-
        fastcgi_buffer_size | http server location | 1 | size once | 4k | http_fastcgi | -
        fastcgi_buffering | http server location | flag | flag once | on | http_fastcgi | 1.5.6-
        fastcgi_buffers | http server location | 2 | buffers once | 8 4k | http_fastcgi | -
        fastcgi_busy_buffers_size | http server location | 1 | size once | 8k | http_fastcgi | -
        fastcgi_cache | http server location | 1 | own once | off | http_fastcgi&http-cache | -
        fastcgi_cache_background_update | http server location | flag | flag once | off | http_fastcgi&http-cache | 1.11.10-
        fastcgi_cache_bypass | http server location | 1+ | texts |  | http_fastcgi&http-cache | -
        fastcgi_cache_key | http server location | 1 | own once |  | http_fastcgi&http-cache | -
        fastcgi_cache_lock | http server location | flag | flag once | off | http_fastcgi&http-cache | 1.1.12-
        fastcgi_cache_lock_age | http server location | 1 | msec once | 5s | http_fastcgi&http-cache | 1.7.8-
        fastcgi_cache_lock_timeout | http server location | 1 | msec once | 5s | http_fastcgi&http-cache | 1.1.12-
        fastcgi_cache_max_range_offset | http server location | 1 | offset once |  | http_fastcgi&http-cache | 1.11.6-
        fastcgi_cache_methods | http server location | 1+ | mask: GET HEAD POST | GET HEAD | http_fastcgi&http-cache | 0.7.59-
        fastcgi_cache_min_uses | http server location | 1 | number once | 1 | http_fastcgi&http-cache | -
        fastcgi_cache_path | http | 2+ | own |  | http_fastcgi&http-cache | -
        fastcgi_cache_revalidate | http server location | flag | flag once | off | http_fastcgi&http-cache | 1.5.7-
        fastcgi_cache_use_stale | http server location | 1+ | mask: error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off | off | http_fastcgi&http-cache | -
        fastcgi_cache_valid | http server location | 1+ | own |  | http_fastcgi&http-cache | -
        fastcgi_catch_stderr | http server location | 1 | list |  | http_fastcgi | -
        fastcgi_connect_timeout | http server location | 1 | msec once | 60s | http_fastcgi | -
        fastcgi_force_ranges | http server location | flag | flag once | off | http_fastcgi | 1.7.7-
        fastcgi_hide_header | http server location | 1 | list |  | http_fastcgi | -
        fastcgi_ignore_client_abort | http server location | flag | flag once | off | http_fastcgi | -
        fastcgi_ignore_headers | http server location | 1+ | mask: X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary |  | http_fastcgi | -
        fastcgi_index | http server location | 1 | string once |  | http_fastcgi | -
        fastcgi_intercept_errors | http server location | flag | flag once | off | http_fastcgi | -
        fastcgi_keep_conn | http server location | flag | flag once | off | http_fastcgi | 1.1.4-
        fastcgi_limit_rate | http server location | 1 | size once | 0 | http_fastcgi | 1.7.7-1.26.3
        fastcgi_limit_rate | http server location | 1 | text-size once | 0 | http_fastcgi | 1.27.0-
        fastcgi_max_temp_file_size | http server location | 1 | size once | 1024m | http_fastcgi | -
        fastcgi_next_upstream | http server location | 1+ | mask: error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off | error timeout | http_fastcgi | -
        fastcgi_next_upstream_timeout | http server location | 1 | msec once | 0 | http_fastcgi | 1.7.5-
        fastcgi_next_upstream_tries | http server location | 1 | number once | 0 | http_fastcgi | 1.7.5-
        fastcgi_no_cache | http server location | 1+ | texts |  | http_fastcgi&http-cache | -
        fastcgi_param | http server location | 2,3 | param | HTTP_HOST $host$is_request_port$request_port | http_fastcgi | -
        fastcgi_pass | location if-in-location | 1 | own once |  | http_fastcgi | -
        fastcgi_pass_header | http server location | 1 | list |  | http_fastcgi | -
        fastcgi_pass_request_body | http server location | flag | flag once | on | http_fastcgi | -
        fastcgi_pass_request_headers | http server location | flag | flag once | on | http_fastcgi | -
        fastcgi_read_timeout | http server location | 1 | msec once | 60s | http_fastcgi | -
        fastcgi_request_buffering | http server location | flag | flag once | on | http_fastcgi | 1.7.11-
        fastcgi_send_lowat | http server location | 1 | size once | 0 | http_fastcgi | -
        fastcgi_send_timeout | http server location | 1 | msec once | 60s | http_fastcgi | -
        fastcgi_socket_keepalive | http server location | flag | flag once | off | http_fastcgi | 1.15.6-
        fastcgi_socket_rcvbuf | http server location | 1 | size once |  | http_fastcgi | 1.31.3-
        fastcgi_socket_sndbuf | http server location | 1 | size once |  | http_fastcgi | 1.31.3-
        fastcgi_split_path_info | http server location | 1 | own |  | http_fastcgi | -
        fastcgi_store | http server location | 1 | own once | off | http_fastcgi | -
        fastcgi_store_access | http server location | 1,2,3 | access once | user:rw | http_fastcgi | -
        fastcgi_temp_file_write_size | http server location | 1 | size once | 8k | http_fastcgi | -
        fastcgi_temp_path | http server location | 1,2,3,4 | path once | fastcgi_temp | http_fastcgi | -
        flv | location | 0 | own |  | +http_flv | -
        geo | http | 1,2 {} | data |  | http_geo | -
        geo | stream | 1,2 {} | data |  | stream_geo | -
        geoip_city | http | 1,2 | own once |  | +http_geoip | -
        geoip_city | stream | 1,2 | own once |  | +stream_geoip | -
        geoip_country | http | 1,2 | own once |  | +http_geoip | -
        geoip_country | stream | 1,2 | own once |  | +stream_geoip | -
        geoip_org | http | 1,2 | own once |  | +http_geoip | 1.0.3-
        geoip_org | stream | 1,2 | own once |  | +stream_geoip | -
        geoip_proxy | http | 1 | own |  | +http_geoip | 1.3.0-
        geoip_proxy_recursive | http | flag | flag once | off | +http_geoip | 1.3.0-
        google_perftools_profiles | main | 1 | string once |  | +google_perftools | -
        grpc_bind | http server location | 1,2 | own once |  | http_grpc | -
        grpc_buffer_size | http server location | 1 | size once | 4k | http_grpc | -
        grpc_connect_timeout | http server location | 1 | msec once | 60s | http_grpc | -
        grpc_hide_header | http server location | 1 | list |  | http_grpc | -
        grpc_ignore_headers | http server location | 1+ | mask: X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary |  | http_grpc | -
        grpc_intercept_errors | http server location | flag | flag once | off | http_grpc | -
        grpc_next_upstream | http server location | 1+ | mask: error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 off | error timeout | http_grpc | -
        grpc_next_upstream_timeout | http server location | 1 | msec once | 0 | http_grpc | -
        grpc_next_upstream_tries | http server location | 1 | number once | 0 | http_grpc | -
        grpc_pass | location if-in-location | 1 | own once |  | http_grpc | -
        grpc_pass_header | http server location | 1 | list |  | http_grpc | -
        grpc_read_timeout | http server location | 1 | msec once | 60s | http_grpc | -
        grpc_send_timeout | http server location | 1 | msec once | 60s | http_grpc | -
        grpc_set_header | http server location | 2 | pairs | Content-Length $content_length | http_grpc | -
        grpc_socket_keepalive | http server location | flag | flag once | off | http_grpc | 1.15.6-
        grpc_socket_rcvbuf | http server location | 1 | size once |  | http_grpc | 1.31.3-
        grpc_socket_sndbuf | http server location | 1 | size once |  | http_grpc | 1.31.3-
        grpc_ssl_certificate | http server location | 1 | string once |  | http_grpc&+http_ssl | -1.20.2
        grpc_ssl_certificate | http server location | 1 | text once |  | http_grpc&+http_ssl | 1.21.0-
        grpc_ssl_certificate_cache | http server location | 1,2,3 | own once | off | http_grpc&+http_ssl | 1.27.4-
        grpc_ssl_certificate_key | http server location | 1 | string once |  | http_grpc&+http_ssl | -1.20.2
        grpc_ssl_certificate_key | http server location | 1 | text once |  | http_grpc&+http_ssl | 1.21.0-
        grpc_ssl_ciphers | http server location | 1 | string once | DEFAULT | http_grpc&+http_ssl | -
        grpc_ssl_conf_command | http server location | 2 | pairs |  | http_grpc&+http_ssl | 1.19.4-
        grpc_ssl_crl | http server location | 1 | string once |  | http_grpc&+http_ssl | -
        grpc_ssl_name | http server location | 1 | text once |  | http_grpc&+http_ssl | -
        grpc_ssl_password_file | http server location | 1 | own once |  | http_grpc&+http_ssl | -
        grpc_ssl_protocols | http server location | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | http_grpc&+http_ssl | 1.23.4-1.27.2
        grpc_ssl_protocols | http server location | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 | http_grpc&+http_ssl | -1.23.3
        grpc_ssl_protocols | http server location | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1.2 TLSv1.3 | http_grpc&+http_ssl | 1.27.3-
        grpc_ssl_server_name | http server location | flag | flag once | off | http_grpc&+http_ssl | -
        grpc_ssl_session_reuse | http server location | flag | flag once | on | http_grpc&+http_ssl | -
        grpc_ssl_trusted_certificate | http server location | 1 | string once |  | http_grpc&+http_ssl | -
        grpc_ssl_verify | http server location | flag | flag once | off | http_grpc&+http_ssl | -
        grpc_ssl_verify_depth | http server location | 1 | number once | 1 | http_grpc&+http_ssl | -
        gunzip | http server location | flag | flag once | off | +http_gunzip | -
        gunzip_buffers | http server location | 2 | buffers once | 32 4k | +http_gunzip | -
        gzip | http server location if-in-location | flag | flag once | off | http_gzip | -
        gzip_buffers | http server location | 2 | buffers once | 32 4k | http_gzip | -
        gzip_comp_level | http server location | 1 | number once: 1..9 | 1 | http_gzip | -
        gzip_disable | http server location | 1+ | own |  | http_core&http_gzip | 0.6.23-
        gzip_hash | http server location | 1 | size once: hash |  | http_gzip | -
        gzip_http_version | http server location | 1 | enum once: 1.0 1.1 | 1.1 | http_core&http_gzip | -
        gzip_min_length | http server location | 1 | size once | 20 | http_gzip | -
        gzip_no_buffer | http server location | flag | flag once |  | http_gzip | -
        gzip_proxied | http server location | 1+ | mask: off expired no-cache no-store private no_last_modified no_etag auth any | off | http_core&http_gzip | -
        gzip_static | http server location | 1 | enum once: off on always | off | +http_gzip_static | -
        gzip_types | http server location | 1+ | list | text/html | http_gzip | -
        gzip_vary | http server location | flag | flag once | off | http_core&http_gzip | -
        gzip_window | http server location | 1 | size once: window |  | http_gzip | -
        hash | stream-upstream | 1,2 | own |  | stream_upstream_hash | -
        hash | upstream | 1,2 | own |  | http_upstream_hash | 1.7.2-
        http | main | 0 {} | own once |  | http | -
        http2 | http server | flag | flag once | off | +http_v2 | 1.25.1-
        http2_body_preread_size | http server | 1 | size once: preread | 64k | +http_v2 | 1.11.0-
        http2_chunk_size | http server location | 1 | size once: chunk | 8k | +http_v2 | -
        http2_idle_timeout | http server | 1 | list | 3m | +http_v2 | 1.19.7-
        http2_idle_timeout | http server | 1 | msec once | 3m | +http_v2 | -1.19.6
        http2_max_concurrent_pushes | http server | 1 | list | 10 | +http_v2 | 1.25.1-
        http2_max_concurrent_pushes | http server | 1 | number once | 10 | +http_v2 | 1.13.9-1.25.0
        http2_max_concurrent_streams | http server | 1 | number once | 128 | +http_v2 | -
        http2_max_field_size | http server | 1 | list | 4k | +http_v2 | 1.19.7-
        http2_max_field_size | http server | 1 | size once | 4k | +http_v2 | -1.19.6
        http2_max_header_size | http server | 1 | list | 16k | +http_v2 | 1.19.7-
        http2_max_header_size | http server | 1 | size once | 16k | +http_v2 | -1.19.6
        http2_max_requests | http server | 1 | list | 1000 | +http_v2 | 1.19.7-
        http2_max_requests | http server | 1 | number once | 1000 | +http_v2 | 1.11.6-1.19.6
        http2_pool_size | http server | 1 | size once: pool | 4k | +http_v2 | -
        http2_push | http server location | 1 | list | off | +http_v2 | 1.25.1-
        http2_push | http server location | 1 | own | off | +http_v2 | 1.13.9-1.25.0
        http2_push_preload | http server location | flag | flag once | off | +http_v2 | 1.13.9-1.25.0
        http2_push_preload | http server location | flag | list | off | +http_v2 | 1.25.1-
        http2_recv_buffer_size | http | 1 | size once: receive | 256k | +http_v2 | -
        http2_recv_timeout | http server | 1 | list | 30s | +http_v2 | 1.19.7-
        http2_recv_timeout | http server | 1 | msec once | 30s | +http_v2 | -1.19.6
        http2_streams_index_size | http server | 1 | number once: power |  | +http_v2 | -
        http3 | http server | flag | flag once | on | +http_v3 | 1.25.0-
        http3_hq | http server | flag | flag once | off | +http_v3 | 1.25.0-
        http3_max_concurrent_streams | http server | 1 | number once | 128 | +http_v3 | 1.25.0-
        http3_stream_buffer_size | http server | 1 | size once | 64k | +http_v3 | 1.25.0-
        if | server location | 1+ {} | own |  | http_rewrite | -
        if_modified_since | http server location | 1 | enum once: off exact before | exact | http_core | 0.7.24-
        ignore_invalid_headers | http server | flag | flag once | on | http_core | -
        image_filter | location | 1,2,3 | own | off | +http_image_filter | -
        image_filter_buffer | http server location | 1 | size once | 1M | +http_image_filter | -
        image_filter_interlace | http server location | flag | flag once | off | +http_image_filter | 1.3.15-
        image_filter_jpeg_quality | http server location | 1 | own | 75 | +http_image_filter | -
        image_filter_sharpen | http server location | 1 | own | 0 | +http_image_filter | -
        image_filter_transparency | http server location | flag | flag once | on | +http_image_filter | -
        image_filter_webp_quality | http server location | 1 | own | 80 | +http_image_filter | 1.11.6-
        imap_auth | mail mail-server | 1+ | mask: plain login cram-md5 external | plain | mail_imap | -
        imap_capabilities | mail mail-server | 1+ | own | IMAP4 IMAP4rev1 UIDPLUS | mail_imap | -
        imap_client_buffer | mail mail-server | 1 | size once | 4k | mail_imap | -
        include | any | 1 | own |  | core | -
        index | http server location | 1+ | own | index.html | http_index | -
        internal | location | 0 | own once |  | http_core | -
        iocp_threads | events | 1 | number once |  | iocp | -
        ip_hash | upstream | 0 | own |  | http_upstream_ip_hash | -
        keepalive | upstream | 1 | own once |  | http_upstream_keepalive | 1.1.4-1.29.6
        keepalive | upstream | 1,2 | own once | 32 local | http_upstream_keepalive | 1.29.7-
        keepalive_disable | http server location | 1,2 | mask: none msie6 safari | msie6 | http_core | -
        keepalive_min_timeout | http server location | 1 | msec once | 0 | http_core | 1.27.4-
        keepalive_requests | http server location | 1 | number once | 100 | http_core | 0.8.0-1.19.9
        keepalive_requests | http server location | 1 | number once | 1000 | http_core | 1.19.10-
        keepalive_requests | upstream | 1 | number once | 100 | http_upstream_keepalive | 1.15.3-1.19.9
        keepalive_requests | upstream | 1 | number once | 1000 | http_upstream_keepalive | 1.19.10-
        keepalive_time | http server location | 1 | msec once | 1h | http_core | 1.19.10-
        keepalive_time | upstream | 1 | msec once | 1h | http_upstream_keepalive | 1.19.10-
        keepalive_timeout | http server location | 1,2 | own once | 75s | http_core | -
        keepalive_timeout | upstream | 1 | msec once | 60s | http_upstream_keepalive | 1.15.3-
        kqueue_changes | events | 1 | number once | 512 | kqueue | -
        kqueue_events | events | 1 | number once | 512 | kqueue | -
        large_client_header_buffers | http server | 2 | buffers once | 4 8k | http_core | -
        least_conn | stream-upstream | 0 | own |  | stream_upstream_least_conn | -
        least_conn | upstream | 0 | own |  | http_upstream_least_conn | 1.3.1-
        least_time | stream-upstream | 1,2 | own |  | stream_upstream_least_time | 1.31.0-
        least_time | upstream | 1,2 | own |  | http_upstream_least_time | 1.31.0-
        limit_conn | http server location | 2 | own |  | http_limit_conn | -
        limit_conn | stream stream-server | 2 | own |  | stream_limit_conn | -
        limit_conn_dry_run | http server location | flag | flag once | off | http_limit_conn | 1.17.6-
        limit_conn_dry_run | stream stream-server | flag | flag once | off | stream_limit_conn | 1.17.6-
        limit_conn_log_level | http server location | 1 | enum once: info notice warn error | error | http_limit_conn | 0.8.18-
        limit_conn_log_level | stream stream-server | 1 | enum once: info notice warn error | error | stream_limit_conn | -
        limit_conn_status | http server location | 1 | number once: 400..599 | 503 | http_limit_conn | 1.3.15-
        limit_conn_zone | http | 2 | own |  | http_limit_conn | -
        limit_conn_zone | stream | 2 | own |  | stream_limit_conn | -
        limit_except | location | 1+ {} | own once |  | http_core | -
        limit_rate | http server location if-in-location | 1 | text-size once | 0 | http_core | -
        limit_rate_after | http server location if-in-location | 1 | text-size once | 0 | http_core | 0.8.0-
        limit_req | http server location | 1,2,3 | own |  | http_limit_req | -
        limit_req_dry_run | http server location | flag | flag once | off | http_limit_req | 1.17.1-
        limit_req_log_level | http server location | 1 | enum once: info notice warn error | error | http_limit_req | 0.8.18-
        limit_req_status | http server location | 1 | number once: 400..599 | 503 | http_limit_req | 1.3.15-
        limit_req_zone | http | 3 | own |  | http_limit_req | -
        lingering_close | http server location | 1 | enum once: off on always | on | http_core | 1.1.0-
        lingering_time | http server location | 1 | msec once | 30s | http_core | -
        lingering_timeout | http server location | 1 | msec once | 5s | http_core | -
        listen | mail-server | 1+ | own |  | mail_core | -
        listen | server | 1+ | own | *:80 | http_core | -
        listen | stream-server | 1+ | own |  | stream_core | -
        load_module | main | 1 | own |  | core | 1.9.11-
        location | server location | 1,2 {} | own |  | http_core | -
        lock_file | main | 1 | string once | logs/nginx.lock | core | -
        log_format | http | 2+ | own | combined "..." | http_log | -
        log_format | stream | 2+ | own |  | stream_log | -
        log_not_found | http server location | flag | flag once | on | http_core | -
        log_subrequest | http server location | flag | flag once | off | http_core | -
        mail | main | 0 {} | own once |  | mail | -
        map | http | 2 {} | data |  | http_map | -
        map | stream | 2 {} | data |  | stream_map | -
        map_hash_bucket_size | http | 1 | number once | 64 | http_map | -
        map_hash_bucket_size | stream | 1 | number once | 64 | stream_map | -
        map_hash_max_size | http | 1 | number once | 2048 | http_map | -
        map_hash_max_size | stream | 1 | number once | 2048 | stream_map | -
        master_process | main | flag | flag once | on | core | -
        max_errors | mail mail-server | 1 | number once | 5 | mail_core | 1.21.0-
        max_headers | http server | 1 | number once | 1000 | http_core | 1.29.8-
        max_ranges | http server location | 1 | number once |  | http_core | 1.1.2-
        memcached_bind | http server location | 1,2 | own once |  | http_memcached | 0.8.22-
        memcached_buffer_size | http server location | 1 | size once | 4k | http_memcached | -
        memcached_connect_timeout | http server location | 1 | msec once | 60s | http_memcached | -
        memcached_gzip_flag | http server location | 1 | number once |  | http_memcached | 1.3.6-
        memcached_next_upstream | http server location | 1+ | mask: error timeout invalid_response not_found off | error timeout | http_memcached | -
        memcached_next_upstream_timeout | http server location | 1 | msec once | 0 | http_memcached | 1.7.5-
        memcached_next_upstream_tries | http server location | 1 | number once | 0 | http_memcached | 1.7.5-
        memcached_pass | location if-in-location | 1 | own once |  | http_memcached | -
        memcached_read_timeout | http server location | 1 | msec once | 60s | http_memcached | -
        memcached_send_timeout | http server location | 1 | msec once | 60s | http_memcached | -
        memcached_socket_keepalive | http server location | flag | flag once | off | http_memcached | 1.15.6-
        merge_slashes | http server | flag | flag once | on | http_core | -
        min_delete_depth | http server location | 1 | number once | 0 | +http_dav | -
        mirror | http server location | 1 | own | off | http_mirror | -
        mirror_request_body | http server location | flag | flag once | on | http_mirror | -
        modern_browser | http server location | 1,2 | own |  | http_browser | -
        modern_browser_value | http server location | 1 | own | 1 | http_browser | -
        mp4 | location | 0 | own |  | +http_mp4 | -
        mp4_buffer_size | http server location | 1 | size once | 512K | +http_mp4 | -
        mp4_max_buffer_size | http server location | 1 | size once | 10M | +http_mp4 | -
        mp4_start_key_frame | http server location | flag | flag once | off | +http_mp4 | 1.21.4-
        msie_padding | http server location | flag | flag once | on | http_core | -
        msie_refresh | http server location | flag | flag once | off | http_core | -
        multi_accept | events | flag | flag once | off | core | -
        open_file_cache | http server location | 1,2 | own once | off | http_core | -
        open_file_cache_errors | http server location | flag | flag once | off | http_core | -
        open_file_cache_events | http server location | flag | flag once |  | http_core | -
        open_file_cache_min_uses | http server location | 1 | number once | 1 | http_core | -
        open_file_cache_valid | http server location | 1 | sec once | 60s | http_core | -
        open_log_file_cache | http server location | 1,2,3,4 | own once | off | http_log | -
        open_log_file_cache | stream stream-server | 1,2,3,4 | own once | off | stream_log | -
        output_buffers | http server location | 2 | buffers once | 2 32k | http_copy | -
        override_charset | http server location if-in-location | flag | flag once | off | http_charset | -
        pass | stream-server | 1 | own once |  | stream_pass | 1.25.5-
        pcre_jit | main | flag | flag once | off | core | 1.1.12-
        perl | location limit_except | 1 | own |  | +http_perl | -
        perl_modules | http | 1 | list |  | +http_perl | -
        perl_require | http | 1 | list |  | +http_perl | -
        perl_set | http | 2 | own |  | +http_perl | -
        pid | main | 1 | string once | logs/nginx.pid | core | -
        pop3_auth | mail mail-server | 1+ | mask: plain apop cram-md5 external | plain | mail_pop3 | -
        pop3_capabilities | mail mail-server | 1+ | own | TOP USER UIDL | mail_pop3 | -
        port_in_redirect | http server location | flag | flag once | on | http_core | -
        post_acceptex | events | 1 | number once | 10 | iocp | -
        post_action | http server location if-in-location | 1 | string once |  | http_core | -
        postpone_gzipping | http server location | 1 | size once |  | http_gzip | -
        postpone_output | http server location | 1 | size once | 1460 | http_core | -
        preread_buffer_size | stream stream-server | 1 | size once | 16k | stream_core | 1.11.5-
        preread_timeout | stream stream-server | 1 | msec once | 30s | stream_core | 1.11.5-
        protocol | mail-server | 1 | own |  | mail_core | -
        proxy | mail mail-server | flag | flag once |  | mail_proxy | -
        proxy_bind | http server location | 1,2 | own once |  | http_proxy | 0.8.22-
        proxy_bind | stream stream-server | 1,2 | own once |  | stream_proxy | 1.9.2-
        proxy_buffer | mail mail-server | 1 | size once | 4k | mail_proxy | -
        proxy_buffer_size | http server location | 1 | size once | 4k | http_proxy | -
        proxy_buffer_size | stream stream-server | 1 | size once | 16k | stream_proxy | 1.9.4-
        proxy_buffering | http server location | flag | flag once | on | http_proxy | -
        proxy_buffers | http server location | 2 | buffers once | 8 4k | http_proxy | -
        proxy_busy_buffers_size | http server location | 1 | size once | 8k | http_proxy | -
        proxy_cache | http server location | 1 | own once | off | http_proxy&http-cache | -
        proxy_cache_background_update | http server location | flag | flag once | off | http_proxy&http-cache | 1.11.10-
        proxy_cache_bypass | http server location | 1+ | texts |  | http_proxy&http-cache | -
        proxy_cache_convert_head | http server location | flag | flag once | on | http_proxy&http-cache | 1.9.7-
        proxy_cache_key | http server location | 1 | own once | $scheme$proxy_host$request_uri | http_proxy&http-cache | -
        proxy_cache_lock | http server location | flag | flag once | off | http_proxy&http-cache | 1.1.12-
        proxy_cache_lock_age | http server location | 1 | msec once | 5s | http_proxy&http-cache | 1.7.8-
        proxy_cache_lock_timeout | http server location | 1 | msec once | 5s | http_proxy&http-cache | 1.1.12-
        proxy_cache_max_range_offset | http server location | 1 | offset once |  | http_proxy&http-cache | 1.11.6-
        proxy_cache_methods | http server location | 1+ | mask: GET HEAD POST | GET HEAD | http_proxy&http-cache | 0.7.59-
        proxy_cache_min_uses | http server location | 1 | number once | 1 | http_proxy&http-cache | -
        proxy_cache_path | http | 2+ | own |  | http_proxy&http-cache | -
        proxy_cache_revalidate | http server location | flag | flag once | off | http_proxy&http-cache | 1.5.7-
        proxy_cache_use_stale | http server location | 1+ | mask: error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 updating off | off | http_proxy&http-cache | -
        proxy_cache_valid | http server location | 1+ | own |  | http_proxy&http-cache | -
        proxy_connect_timeout | http server location | 1 | msec once | 60s | http_proxy | -
        proxy_connect_timeout | stream stream-server | 1 | msec once | 60s | stream_proxy | -
        proxy_cookie_domain | http server location | 1,2 | own | off | http_proxy | 1.1.15-
        proxy_cookie_flags | http server location | 1,2,3,4 | own | off | http_proxy | 1.19.3-
        proxy_cookie_path | http server location | 1,2 | own | off | http_proxy | 1.1.15-
        proxy_download_rate | stream stream-server | 1 | text-size once | 0 | stream_proxy | 1.9.3-
        proxy_downstream_buffer | stream stream-server | 1 | size once | 16k | stream_proxy | -
        proxy_force_ranges | http server location | flag | flag once | off | http_proxy | 1.7.7-
        proxy_half_close | stream stream-server | flag | flag once | off | stream_proxy | 1.21.4-
        proxy_headers_hash_bucket_size | http server location | 1 | number once | 64 | http_proxy | -
        proxy_headers_hash_max_size | http server location | 1 | number once | 512 | http_proxy | -
        proxy_hide_header | http server location | 1 | list |  | http_proxy | -
        proxy_http_version | http server location | 1 | enum once: 1.0 1.1 2 | 1.0 | http_proxy | 1.29.4-1.29.6
        proxy_http_version | http server location | 1 | enum once: 1.0 1.1 2 | 1.1 | http_proxy | 1.29.7-
        proxy_http_version | http server location | 1 | enum once: 1.0 1.1 | 1.0 | http_proxy | 1.1.4-1.29.3
        proxy_ignore_client_abort | http server location | flag | flag once | off | http_proxy | -
        proxy_ignore_headers | http server location | 1+ | mask: X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary |  | http_proxy | -
        proxy_intercept_errors | http server location | flag | flag once | off | http_proxy | -
        proxy_limit_rate | http server location | 1 | size once | 0 | http_proxy | 1.7.7-1.26.3
        proxy_limit_rate | http server location | 1 | text-size once | 0 | http_proxy | 1.27.0-
        proxy_max_temp_file_size | http server location | 1 | size once | 1024m | http_proxy | -
        proxy_method | http server location | 1 | text once |  | http_proxy | -
        proxy_next_upstream | http server location | 1+ | mask: error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 updating off | error timeout | http_proxy | -
        proxy_next_upstream | stream stream-server | flag | flag once | on | stream_proxy | -
        proxy_next_upstream_timeout | http server location | 1 | msec once | 0 | http_proxy | 1.7.5-
        proxy_next_upstream_timeout | stream stream-server | 1 | msec once | 0 | stream_proxy | -
        proxy_next_upstream_tries | http server location | 1 | number once | 0 | http_proxy | 1.7.5-
        proxy_next_upstream_tries | stream stream-server | 1 | number once | 0 | stream_proxy | -
        proxy_no_cache | http server location | 1+ | texts |  | http_proxy&http-cache | -
        proxy_pass | location if-in-location limit_except | 1 | own once |  | http_proxy | -
        proxy_pass | stream-server | 1 | own once |  | stream_proxy | -
        proxy_pass_error_message | mail mail-server | flag | flag once | off | mail_proxy | -
        proxy_pass_header | http server location | 1 | list |  | http_proxy | -
        proxy_pass_request_body | http server location | flag | flag once | on | http_proxy | -
        proxy_pass_request_headers | http server location | flag | flag once | on | http_proxy | -
        proxy_pass_trailers | http server location | flag | flag once | off | http_proxy | 1.27.2-
        proxy_protocol | mail mail-server | 1 | enum once: off on v2 | off | mail_proxy | 1.31.4-
        proxy_protocol | mail mail-server | flag | flag once | off | mail_proxy | 1.19.8-1.31.3
        proxy_protocol | stream stream-server | 1 | enum once: off on v2 | off | stream_proxy | 1.31.4-
        proxy_protocol | stream stream-server | flag | flag once | off | stream_proxy | 1.9.2-1.31.3
        proxy_protocol_timeout | stream stream-server | 1 | msec once | 30s | stream_core | 1.11.4-
        proxy_read_timeout | http server location | 1 | msec once | 60s | http_proxy | -
        proxy_redirect | http server location | 1,2 | own | default | http_proxy | -
        proxy_request_buffering | http server location | flag | flag once | on | http_proxy | 1.7.11-
        proxy_requests | stream stream-server | 1 | number once | 0 | stream_proxy | 1.15.7-
        proxy_responses | stream stream-server | 1 | number once |  | stream_proxy | 1.9.13-
        proxy_send_lowat | http server location | 1 | size once | 0 | http_proxy | -
        proxy_send_timeout | http server location | 1 | msec once | 60s | http_proxy | -
        proxy_set_body | http server location | 1 | string once |  | http_proxy | -
        proxy_set_header | http server location | 2 | pairs | Host $proxy_host / Connection close | http_proxy | -1.29.6
        proxy_set_header | http server location | 2 | pairs | Host $proxy_host | http_proxy | 1.29.7-
        proxy_smtp_auth | mail mail-server | flag | flag once | off | mail_proxy | 1.19.4-
        proxy_socket_keepalive | http server location | flag | flag once | off | http_proxy | 1.15.6-
        proxy_socket_keepalive | stream stream-server | flag | flag once | off | stream_proxy | 1.15.6-
        proxy_socket_rcvbuf | http server location | 1 | size once |  | http_proxy | 1.31.3-
        proxy_socket_rcvbuf | stream stream-server | 1 | size once |  | stream_proxy | 1.31.3-
        proxy_socket_sndbuf | http server location | 1 | size once |  | http_proxy | 1.31.3-
        proxy_socket_sndbuf | stream stream-server | 1 | size once |  | stream_proxy | 1.31.3-
        proxy_ssl | stream stream-server | flag | flag once | off | stream_proxy&+stream_ssl | -
        proxy_ssl_alpn | stream stream-server | 1+ | own once |  | stream_proxy&+stream_ssl | 1.31.0-
        proxy_ssl_certificate | http server location | 1 | string once |  | http_proxy&+http_ssl | 1.7.8-1.20.2
        proxy_ssl_certificate | http server location | 1 | text once |  | http_proxy&+http_ssl | 1.21.0-
        proxy_ssl_certificate | stream stream-server | 1 | string once |  | stream_proxy&+stream_ssl | -1.20.2
        proxy_ssl_certificate | stream stream-server | 1 | text once |  | stream_proxy&+stream_ssl | 1.21.0-
        proxy_ssl_certificate_cache | http server location | 1,2,3 | own once | off | http_proxy&+http_ssl | 1.27.4-
        proxy_ssl_certificate_cache | stream stream-server | 1,2,3 | own once | off | stream_proxy&+stream_ssl | 1.27.4-
        proxy_ssl_certificate_key | http server location | 1 | string once |  | http_proxy&+http_ssl | 1.7.8-1.20.2
        proxy_ssl_certificate_key | http server location | 1 | text once |  | http_proxy&+http_ssl | 1.21.0-
        proxy_ssl_certificate_key | stream stream-server | 1 | string once |  | stream_proxy&+stream_ssl | -1.20.2
        proxy_ssl_certificate_key | stream stream-server | 1 | text once |  | stream_proxy&+stream_ssl | 1.21.0-
        proxy_ssl_ciphers | http server location | 1 | string once | DEFAULT | http_proxy&+http_ssl | 1.5.6-
        proxy_ssl_ciphers | stream stream-server | 1 | string once | DEFAULT | stream_proxy&+stream_ssl | -
        proxy_ssl_conf_command | http server location | 2 | pairs |  | http_proxy&+http_ssl | 1.19.4-
        proxy_ssl_conf_command | stream stream-server | 2 | pairs |  | stream_proxy&+stream_ssl | 1.19.4-
        proxy_ssl_crl | http server location | 1 | string once |  | http_proxy&+http_ssl | 1.7.0-
        proxy_ssl_crl | stream stream-server | 1 | string once |  | stream_proxy&+stream_ssl | -
        proxy_ssl_name | http server location | 1 | text once | $proxy_host | http_proxy&+http_ssl | 1.7.0-
        proxy_ssl_name | stream stream-server | 1 | text once |  | stream_proxy&+stream_ssl | -
        proxy_ssl_password_file | http server location | 1 | own once |  | http_proxy&+http_ssl | 1.7.8-
        proxy_ssl_password_file | stream stream-server | 1 | own once |  | stream_proxy&+stream_ssl | -
        proxy_ssl_protocols | http server location | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | http_proxy&+http_ssl | 1.23.4-1.27.2
        proxy_ssl_protocols | http server location | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 | http_proxy&+http_ssl | 1.5.6-1.23.3
        proxy_ssl_protocols | http server location | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1.2 TLSv1.3 | http_proxy&+http_ssl | 1.27.3-
        proxy_ssl_protocols | stream stream-server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | stream_proxy&+stream_ssl | 1.23.4-1.27.2
        proxy_ssl_protocols | stream stream-server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 | stream_proxy&+stream_ssl | -1.23.3
        proxy_ssl_protocols | stream stream-server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1.2 TLSv1.3 | stream_proxy&+stream_ssl | 1.27.3-
        proxy_ssl_server_name | http server location | flag | flag once | off | http_proxy&+http_ssl | 1.7.0-
        proxy_ssl_server_name | stream stream-server | flag | flag once | off | stream_proxy&+stream_ssl | -
        proxy_ssl_session_reuse | http server location | flag | flag once | on | http_proxy&+http_ssl | -
        proxy_ssl_session_reuse | stream stream-server | flag | flag once | on | stream_proxy&+stream_ssl | -
        proxy_ssl_trusted_certificate | http server location | 1 | string once |  | http_proxy&+http_ssl | 1.7.0-
        proxy_ssl_trusted_certificate | stream stream-server | 1 | string once |  | stream_proxy&+stream_ssl | -
        proxy_ssl_verify | http server location | flag | flag once | off | http_proxy&+http_ssl | 1.7.0-
        proxy_ssl_verify | stream stream-server | flag | flag once | off | stream_proxy&+stream_ssl | -
        proxy_ssl_verify_depth | http server location | 1 | number once | 1 | http_proxy&+http_ssl | 1.7.0-
        proxy_ssl_verify_depth | stream stream-server | 1 | number once | 1 | stream_proxy&+stream_ssl | -
        proxy_store | http server location | 1 | own once | off | http_proxy | -
        proxy_store_access | http server location | 1,2,3 | access once | user:rw | http_proxy | -
        proxy_temp_file_write_size | http server location | 1 | size once | 8k | http_proxy | -
        proxy_temp_path | http server location | 1,2,3,4 | path once | proxy_temp | http_proxy | -
        proxy_timeout | mail mail-server | 1 | msec once | 24h | mail_proxy | -
        proxy_timeout | stream stream-server | 1 | msec once | 10m | stream_proxy | -
        proxy_upload_rate | stream stream-server | 1 | text-size once | 0 | stream_proxy | 1.9.3-
        proxy_upstream_buffer | stream stream-server | 1 | size once | 16k | stream_proxy | -
        quic_active_connection_id_limit | http server | 1 | number once | 2 | +http_v3 | 1.25.0-
        quic_bpf | main | flag | flag once |  | core | 1.25.0-
        quic_gso | http server | flag | flag once | off | +http_v3 | 1.25.0-
        quic_host_key | http server | 1 | own once |  | +http_v3 | 1.25.0-
        quic_retry | http server | flag | flag once | off | +http_v3 | 1.25.0-
        random | stream-upstream | 0,1,2 | own |  | stream_upstream_random | 1.15.1-
        random | upstream | 0,1,2 | own |  | http_upstream_random | 1.15.1-
        random_index | location | flag | flag once | off | +http_random_index | -
        read_ahead | http server location | 1 | size once | 0 | http_core | -
        real_ip_header | http server location | 1 | own once | X-Real-IP | +http_realip | -
        real_ip_recursive | http server location | flag | flag once | off | +http_realip | 1.3.0-
        recursive_error_pages | http server location | flag | flag once | off | http_core | -
        referer_hash_bucket_size | server location | 1 | number once | 64 | http_referer | 1.0.5-
        referer_hash_max_size | server location | 1 | number once | 2048 | http_referer | 1.0.5-
        request_pool_size | http server | 1 | size once: pool | 4k | http_core | -
        reset_timedout_connection | http server location | flag | flag once | off | http_core | -
        resolver | http server location | 1+ | own once |  | http_core | -
        resolver | mail mail-server | 1+ | own once | off | mail_core | -
        resolver | stream stream-server | 1+ | own once |  | stream_core | 1.11.3-
        resolver | stream-upstream | 1+ | own once |  | stream_upstream&stream_upstream_zone | 1.27.3-
        resolver | upstream | 1+ | own once |  | http_upstream&http_upstream_zone | 1.27.3-
        resolver_timeout | http server location | 1 | msec once | 30s | http_core | -
        resolver_timeout | mail mail-server | 1 | msec once | 30s | mail_core | -
        resolver_timeout | stream stream-server | 1 | msec once | 30s | stream_core | 1.11.3-
        resolver_timeout | stream-upstream | 1 | msec once | 30s | stream_upstream&stream_upstream_zone | 1.27.3-
        resolver_timeout | upstream | 1 | msec once | 30s | http_upstream&http_upstream_zone | 1.27.3-
        return | server if-in-server location if-in-location | 1,2 | own |  | http_rewrite | -
        return | stream-server | 1 | own once |  | stream_return | -
        rewrite | server if-in-server location if-in-location | 2,3 | own |  | http_rewrite | -
        rewrite_log | http server if-in-server location if-in-location | flag | flag once | off | http_rewrite | -
        root | http server location if-in-location | 1 | own once | html | http_core | -
        satisfy | http server location | 1 | enum once: all any | all | http_core | -
        scgi_bind | http server location | 1,2 | own once |  | http_scgi | -
        scgi_buffer_size | http server location | 1 | size once | 4k | http_scgi | -
        scgi_buffering | http server location | flag | flag once | on | http_scgi | -
        scgi_buffers | http server location | 2 | buffers once | 8 4k | http_scgi | -
        scgi_busy_buffers_size | http server location | 1 | size once | 8k | http_scgi | -
        scgi_cache | http server location | 1 | own once | off | http_scgi&http-cache | -
        scgi_cache_background_update | http server location | flag | flag once | off | http_scgi&http-cache | 1.11.10-
        scgi_cache_bypass | http server location | 1+ | texts |  | http_scgi&http-cache | -
        scgi_cache_key | http server location | 1 | own once |  | http_scgi&http-cache | -
        scgi_cache_lock | http server location | flag | flag once | off | http_scgi&http-cache | 1.1.12-
        scgi_cache_lock_age | http server location | 1 | msec once | 5s | http_scgi&http-cache | 1.7.8-
        scgi_cache_lock_timeout | http server location | 1 | msec once | 5s | http_scgi&http-cache | 1.1.12-
        scgi_cache_max_range_offset | http server location | 1 | offset once |  | http_scgi&http-cache | 1.11.6-
        scgi_cache_methods | http server location | 1+ | mask: GET HEAD POST | GET HEAD | http_scgi&http-cache | -
        scgi_cache_min_uses | http server location | 1 | number once | 1 | http_scgi&http-cache | -
        scgi_cache_path | http | 2+ | own |  | http_scgi&http-cache | -
        scgi_cache_revalidate | http server location | flag | flag once | off | http_scgi&http-cache | 1.5.7-
        scgi_cache_use_stale | http server location | 1+ | mask: error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off | off | http_scgi&http-cache | -
        scgi_cache_valid | http server location | 1+ | own |  | http_scgi&http-cache | -
        scgi_connect_timeout | http server location | 1 | msec once | 60s | http_scgi | -
        scgi_force_ranges | http server location | flag | flag once | off | http_scgi | 1.7.7-
        scgi_hide_header | http server location | 1 | list |  | http_scgi | -
        scgi_ignore_client_abort | http server location | flag | flag once | off | http_scgi | -
        scgi_ignore_headers | http server location | 1+ | mask: X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary |  | http_scgi | -
        scgi_intercept_errors | http server location | flag | flag once | off | http_scgi | -
        scgi_limit_rate | http server location | 1 | size once | 0 | http_scgi | 1.7.7-1.26.3
        scgi_limit_rate | http server location | 1 | text-size once | 0 | http_scgi | 1.27.0-
        scgi_max_temp_file_size | http server location | 1 | size once | 1024m | http_scgi | -
        scgi_next_upstream | http server location | 1+ | mask: error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off | error timeout | http_scgi | -
        scgi_next_upstream_timeout | http server location | 1 | msec once | 0 | http_scgi | 1.7.5-
        scgi_next_upstream_tries | http server location | 1 | number once | 0 | http_scgi | 1.7.5-
        scgi_no_cache | http server location | 1+ | texts |  | http_scgi&http-cache | -
        scgi_param | http server location | 2,3 | param | HTTP_HOST $host$is_request_port$request_port | http_scgi | -
        scgi_pass | location if-in-location | 1 | own once |  | http_scgi | -
        scgi_pass_header | http server location | 1 | list |  | http_scgi | -
        scgi_pass_request_body | http server location | flag | flag once | on | http_scgi | -
        scgi_pass_request_headers | http server location | flag | flag once | on | http_scgi | -
        scgi_read_timeout | http server location | 1 | msec once | 60s | http_scgi | -
        scgi_request_buffering | http server location | flag | flag once | on | http_scgi | 1.7.11-
        scgi_send_timeout | http server location | 1 | msec once | 60s | http_scgi | -
        scgi_socket_keepalive | http server location | flag | flag once | off | http_scgi | 1.15.6-
        scgi_socket_rcvbuf | http server location | 1 | size once |  | http_scgi | 1.31.3-
        scgi_socket_sndbuf | http server location | 1 | size once |  | http_scgi | 1.31.3-
        scgi_store | http server location | 1 | own once | off | http_scgi | -
        scgi_store_access | http server location | 1,2,3 | access once | user:rw | http_scgi | -
        scgi_temp_file_write_size | http server location | 1 | size once | 8k | http_scgi | -
        scgi_temp_path | http server location | 1,2,3,4 | path once | scgi_temp | http_scgi | -
        secure_link | http server location | 1 | text once |  | +http_secure_link | -
        secure_link_md5 | http server location | 1 | text once |  | +http_secure_link | -
        secure_link_secret | http server location | 1 | string once |  | +http_secure_link | -
        send_lowat | http server location | 1 | size once | 0 | http_core | -
        send_timeout | http server location | 1 | msec once | 60s | http_core | -
        sendfile | http server location if-in-location | flag | flag once | off | http_core | -
        sendfile_max_chunk | http server location | 1 | size once | 0 | http_core | -1.21.3
        sendfile_max_chunk | http server location | 1 | size once | 2m | http_core | 1.21.4-
        server | http | 0 {} | own |  | http_core | -
        server | mail | 0 {} | own |  | mail_core | -
        server | stream | 0 {} | own |  | stream_core | -
        server | stream-upstream | 1+ | own |  | stream_upstream | -
        server | upstream | 1+ | own |  | http_upstream | -
        server_name | mail mail-server | 1 | string once | hostname | mail_core | -
        server_name | server | 1+ | own | "" | http_core | -
        server_name | stream-server | 1+ | own | "" | stream_core | 1.25.5-
        server_name_in_redirect | http server location | flag | flag once | off | http_core | -
        server_names_hash_bucket_size | http | 1 | number once | 64 | http_core | -
        server_names_hash_bucket_size | stream | 1 | number once | 64 | stream_core | 1.25.5-
        server_names_hash_max_size | http | 1 | number once | 512 | http_core | -
        server_names_hash_max_size | stream | 1 | number once | 512 | stream_core | 1.25.5-
        server_tokens | http server location | 1 | enum once: off on build | on | http_core | -
        set | server if-in-server location if-in-location | 2 | own |  | http_rewrite | -
        set | stream-server | 2 | own |  | stream_set | 1.19.3-
        set_real_ip_from | http server location | 1 | own |  | +http_realip | -
        set_real_ip_from | mail mail-server | 1 | own |  | mail_realip | 1.19.8-
        set_real_ip_from | stream stream-server | 1 | own |  | +stream_realip | -
        slice | http server location | 1 | size once | 0 | +http_slice | -
        smtp_auth | mail mail-server | 1+ | mask: plain login cram-md5 external none | plain login | mail_smtp | -
        smtp_capabilities | mail mail-server | 1+ | own |  | mail_smtp | -
        smtp_client_buffer | mail mail-server | 1 | size once | 4k | mail_smtp | -
        smtp_greeting_delay | mail mail-server | 1 | msec once | 0 | mail_smtp | -
        source_charset | http server location if-in-location | 1 | own once |  | http_charset | -
        spdy_chunk_size | http server location | 1 | own |  | +http_v2 | -1.19.6
        spdy_headers_comp | http server | 1 | own |  | +http_v2 | -1.19.6
        spdy_keepalive_timeout | http server | 1 | own |  | +http_v2 | -1.19.6
        spdy_max_concurrent_streams | http server | 1 | own |  | +http_v2 | -1.19.6
        spdy_pool_size | http server | 1 | own |  | +http_v2 | -1.19.6
        spdy_recv_buffer_size | http | 1 | own |  | +http_v2 | -1.19.6
        spdy_recv_timeout | http server | 1 | own |  | +http_v2 | -1.19.6
        spdy_streams_index_size | http server | 1 | own |  | +http_v2 | -1.19.6
        split_clients | http | 2 {} | data |  | http_split_clients | -
        split_clients | stream | 2 {} | data |  | stream_split_clients | -
        ssi | http server location if-in-location | flag | flag once | off | http_ssi | -
        ssi_ignore_recycled_buffers | http server location | flag | flag once |  | http_ssi | -
        ssi_last_modified | http server location | flag | flag once | off | http_ssi | 1.5.1-
        ssi_min_file_chunk | http server location | 1 | size once | 1k | http_ssi | -
        ssi_silent_errors | http server location | flag | flag once | off | http_ssi | -
        ssi_types | http server location | 1+ | list | text/html | http_ssi | -
        ssi_value_length | http server location | 1 | size once | 255 | http_ssi | -
        ssl | http server | flag | own | off | +http_ssl | -1.25.0
        ssl | mail mail-server | flag | own | off | +mail_ssl | -1.25.0
        ssl_alpn | stream stream-server | 1+ | own once |  | +stream_ssl | 1.21.4-
        ssl_buffer_size | http server | 1 | size once | 16k | +http_ssl | 1.5.9-
        ssl_certificate | http server | 1 | list |  | +http_ssl | -
        ssl_certificate | mail mail-server | 1 | list |  | +mail_ssl | -
        ssl_certificate | stream stream-server | 1 | list |  | +stream_ssl | -
        ssl_certificate_cache | http server | 1,2,3 | own once | off | +http_ssl | 1.27.4-
        ssl_certificate_cache | stream stream-server | 1,2,3 | own once | off | +stream_ssl | 1.27.4-
        ssl_certificate_compression | http server | flag | flag once | off | +http_ssl | 1.29.1-
        ssl_certificate_compression | mail mail-server | flag | flag once | off | +mail_ssl | 1.29.1-
        ssl_certificate_compression | stream stream-server | flag | flag once | off | +stream_ssl | 1.29.1-
        ssl_certificate_key | http server | 1 | list |  | +http_ssl | -
        ssl_certificate_key | mail mail-server | 1 | list |  | +mail_ssl | -
        ssl_certificate_key | stream stream-server | 1 | list |  | +stream_ssl | -
        ssl_ciphers | http server | 1 | string once | HIGH:!aNULL:!MD5 | +http_ssl | -
        ssl_ciphers | mail mail-server | 1 | string once | HIGH:!aNULL:!MD5 | +mail_ssl | -
        ssl_ciphers | stream stream-server | 1 | string once | HIGH:!aNULL:!MD5 | +stream_ssl | -
        ssl_client_certificate | http server | 1 | string once |  | +http_ssl | -
        ssl_client_certificate | mail mail-server | 1 | string once |  | +mail_ssl | 1.7.11-
        ssl_client_certificate | stream stream-server | 1 | string once |  | +stream_ssl | 1.11.8-
        ssl_conf_command | http server | 2 | pairs |  | +http_ssl | 1.19.4-
        ssl_conf_command | mail mail-server | 2 | pairs |  | +mail_ssl | 1.19.4-
        ssl_conf_command | stream stream-server | 2 | pairs |  | +stream_ssl | 1.19.4-
        ssl_crl | http server | 1 | string once |  | +http_ssl | -
        ssl_crl | mail mail-server | 1 | string once |  | +mail_ssl | 1.7.11-
        ssl_crl | stream stream-server | 1 | string once |  | +stream_ssl | 1.11.8-
        ssl_dhparam | http server | 1 | string once |  | +http_ssl | 0.7.2-
        ssl_dhparam | mail mail-server | 1 | string once |  | +mail_ssl | 0.7.2-
        ssl_dhparam | stream stream-server | 1 | string once |  | +stream_ssl | -
        ssl_early_data | http server | flag | flag once | off | +http_ssl | 1.15.3-
        ssl_ecdh_curve | http server | 1 | string once | auto | +http_ssl | 1.1.0-
        ssl_ecdh_curve | mail mail-server | 1 | string once | auto | +mail_ssl | 1.1.0-
        ssl_ecdh_curve | stream stream-server | 1 | string once | auto | +stream_ssl | -
        ssl_ech_file | http server | 1 | list |  | +http_ssl | 1.29.4-
        ssl_ech_file | stream stream-server | 1 | list |  | +stream_ssl | 1.29.4-
        ssl_engine | main | 1 | own once |  | core | -
        ssl_handshake_timeout | stream stream-server | 1 | msec once | 60s | +stream_ssl | -
        ssl_object_cache_inheritable | main | flag | flag once | on | core | 1.27.4-
        ssl_ocsp | http server | 1 | enum once: off on leaf | off | +http_ssl | 1.28.1-1.28.3,1.29.3-
        ssl_ocsp | http server | flag | enum once: off on leaf | off | +http_ssl | 1.19.0-1.28.0,1.29.0-1.29.2
        ssl_ocsp | stream stream-server | 1 | enum once: off on leaf | off | +stream_ssl | 1.28.1-1.28.3,1.29.3-
        ssl_ocsp | stream stream-server | flag | enum once: off on leaf | off | +stream_ssl | 1.27.2-1.28.0,1.29.0-1.29.2
        ssl_ocsp_cache | http server | 1 | own once | off | +http_ssl | 1.19.0-
        ssl_ocsp_cache | stream stream-server | 1 | own once | off | +stream_ssl | 1.27.2-
        ssl_ocsp_responder | http server | 1 | string once |  | +http_ssl | 1.19.0-
        ssl_ocsp_responder | stream stream-server | 1 | string once |  | +stream_ssl | 1.27.2-
        ssl_password_file | http server | 1 | own once |  | +http_ssl | 1.7.3-
        ssl_password_file | mail mail-server | 1 | own once |  | +mail_ssl | 1.7.3-
        ssl_password_file | stream stream-server | 1 | own once |  | +stream_ssl | -
        ssl_prefer_server_ciphers | http server | flag | flag once | off | +http_ssl | -
        ssl_prefer_server_ciphers | mail mail-server | flag | flag once | off | +mail_ssl | -
        ssl_prefer_server_ciphers | stream stream-server | flag | flag once | off | +stream_ssl | -
        ssl_preread | stream stream-server | flag | flag once | off | +stream_ssl_preread | -
        ssl_protocols | http server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | +http_ssl | 1.23.4-1.27.2
        ssl_protocols | http server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 | +http_ssl | -1.23.3
        ssl_protocols | http server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1.2 TLSv1.3 | +http_ssl | 1.27.3-
        ssl_protocols | mail mail-server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | +mail_ssl | 1.23.4-1.27.2
        ssl_protocols | mail mail-server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 | +mail_ssl | -1.23.3
        ssl_protocols | mail mail-server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1.2 TLSv1.3 | +mail_ssl | 1.27.3-
        ssl_protocols | stream stream-server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | +stream_ssl | 1.23.4-1.27.2
        ssl_protocols | stream stream-server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 | +stream_ssl | -1.23.3
        ssl_protocols | stream stream-server | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1.2 TLSv1.3 | +stream_ssl | 1.27.3-
        ssl_reject_handshake | http server | flag | flag once | off | +http_ssl | 1.19.4-
        ssl_reject_handshake | stream stream-server | flag | flag once | off | +stream_ssl | 1.25.5-
        ssl_session_cache | http server | 1,2 | own | none | +http_ssl | -
        ssl_session_cache | mail mail-server | 1,2 | own | none | +mail_ssl | -
        ssl_session_cache | stream stream-server | 1,2 | own | none | +stream_ssl | -
        ssl_session_ticket_key | http server | 1 | list |  | +http_ssl | 1.5.7-
        ssl_session_ticket_key | mail mail-server | 1 | list |  | +mail_ssl | 1.5.7-
        ssl_session_ticket_key | stream stream-server | 1 | list |  | +stream_ssl | -
        ssl_session_tickets | http server | flag | flag once | on | +http_ssl | 1.5.9-
        ssl_session_tickets | mail mail-server | flag | flag once | on | +mail_ssl | 1.5.9-
        ssl_session_tickets | stream stream-server | flag | flag once | on | +stream_ssl | -
        ssl_session_timeout | http server | 1 | sec once | 5m | +http_ssl | -
        ssl_session_timeout | mail mail-server | 1 | sec once | 5m | +mail_ssl | -
        ssl_session_timeout | stream stream-server | 1 | sec once | 5m | +stream_ssl | -
        ssl_stapling | http server | flag | flag once | off | +http_ssl | 1.3.7-
        ssl_stapling | stream stream-server | flag | flag once | off | +stream_ssl | 1.27.2-
        ssl_stapling_file | http server | 1 | string once |  | +http_ssl | 1.3.7-
        ssl_stapling_file | stream stream-server | 1 | string once |  | +stream_ssl | 1.27.2-
        ssl_stapling_responder | http server | 1 | string once |  | +http_ssl | 1.3.7-
        ssl_stapling_responder | stream stream-server | 1 | string once |  | +stream_ssl | 1.27.2-
        ssl_stapling_verify | http server | flag | flag once | off | +http_ssl | 1.3.7-
        ssl_stapling_verify | stream stream-server | flag | flag once | off | +stream_ssl | 1.27.2-
        ssl_trusted_certificate | http server | 1 | string once |  | +http_ssl | -
        ssl_trusted_certificate | mail mail-server | 1 | string once |  | +mail_ssl | 1.7.11-
        ssl_trusted_certificate | stream stream-server | 1 | string once |  | +stream_ssl | 1.11.8-
        ssl_verify_client | http server | 1 | enum once: off on optional optional_no_ca | off | +http_ssl | -
        ssl_verify_client | mail mail-server | 1 | enum once: off on optional optional_no_ca | off | +mail_ssl | 1.7.11-
        ssl_verify_client | stream stream-server | 1 | enum once: off on optional optional_no_ca | off | +stream_ssl | 1.11.8-
        ssl_verify_depth | http server | 1 | number once | 1 | +http_ssl | -
        ssl_verify_depth | mail mail-server | 1 | number once | 1 | +mail_ssl | 1.7.11-
        ssl_verify_depth | stream stream-server | 1 | number once | 1 | +stream_ssl | 1.11.8-
        starttls | mail mail-server | 1 | own | off | +mail_ssl | -
        sticky | upstream | 2+ | own |  | http_upstream_sticky | 1.29.6-
        stream | main | 0 {} | own once |  | stream | -
        stub_status | server location | 0,1 | own |  | +http_stub_status | -
        sub_filter | http server location | 2 | own |  | +http_sub | -
        sub_filter_last_modified | http server location | flag | flag once | off | +http_sub | 1.5.1-
        sub_filter_once | http server location | flag | flag once | on | +http_sub | -
        sub_filter_types | http server location | 1+ | list | text/html | +http_sub | -
        subrequest_output_buffer_size | http server location | 1 | size once | 4k | http_core | 1.13.10-
        tcp_nodelay | http server location | flag | flag once | on | http_core | -
        tcp_nodelay | stream stream-server | flag | flag once | on | stream_core | 1.9.4-
        tcp_nopush | http server location | flag | flag once | off | http_core | -
        thread_pool | main | 2,3 | own | default threads=32 max_queue=65536 | core | 1.7.11-
        timeout | mail mail-server | 1 | msec once | 60s | mail_core | -
        timer_resolution | main | 1 | msec once |  | core | -
        try_files | server location | 2+ | own once |  | http_try_files | -
        tunnel_bind | http server location | 1,2 | own once |  | http_tunnel | 1.31.0-
        tunnel_buffer_size | http server location | 1 | size once | 4k | http_tunnel | 1.31.0-
        tunnel_connect_timeout | http server location | 1 | msec once | 60s | http_tunnel | 1.31.0-
        tunnel_next_upstream | http server location | 1+ | mask: error timeout off | error timeout | http_tunnel | 1.31.0-
        tunnel_next_upstream_timeout | http server location | 1 | msec once | 0 | http_tunnel | 1.31.0-
        tunnel_next_upstream_tries | http server location | 1 | number once | 0 | http_tunnel | 1.31.0-
        tunnel_pass | server location if-in-location | 0,1 | own once |  | http_tunnel | 1.31.0-
        tunnel_read_timeout | http server location | 1 | msec once | 60s | http_tunnel | 1.31.0-
        tunnel_send_lowat | http server location | 1 | size once | 0 | http_tunnel | 1.31.0-
        tunnel_send_timeout | http server location | 1 | msec once | 60s | http_tunnel | 1.31.0-
        tunnel_socket_keepalive | http server location | flag | flag once | off | http_tunnel | 1.31.0-
        tunnel_socket_rcvbuf | http server location | 1 | size once |  | http_tunnel | 1.31.3-
        tunnel_socket_sndbuf | http server location | 1 | size once |  | http_tunnel | 1.31.3-
        types | http server location | 0 {} | data | text/html html; image/gif gif; image/jpeg jpg; | http_core | -
        types_hash_bucket_size | http server location | 1 | number once | 64 | http_core | -
        types_hash_max_size | http server location | 1 | number once | 1024 | http_core | -
        underscores_in_headers | http server | flag | flag once | off | http_core | -
        uninitialized_variable_warn | http server if-in-server location if-in-location | flag | flag once | on | http_rewrite | -
        upstream | http | 1 {} | own |  | http_upstream | -
        upstream | stream | 1 {} | own |  | stream_upstream | -
        use | events | 1 | own once |  | core | -
        user | main | 1,2 | own once | nobody nobody | core | -
        userid | http server location | 1 | enum once: off log v1 on | off | http_userid | -
        userid_domain | http server location | 1 | string once | none | http_userid | -
        userid_expires | http server location | 1 | own once | off | http_userid | -
        userid_flags | http server location | 1,2,3 | mask: off secure httponly samesite=strict samesite=lax samesite=none | off | http_userid | 1.19.3-
        userid_mark | http server location | 1 | own once | off | http_userid | -
        userid_name | http server location | 1 | string once | uid | http_userid | -
        userid_p3p | http server location | 1 | string once | none | http_userid | -
        userid_path | http server location | 1 | string once | / | http_userid | -
        userid_service | http server location | 1 | number once |  | http_userid | -
        uwsgi_bind | http server location | 1,2 | own once |  | http_uwsgi | -
        uwsgi_buffer_size | http server location | 1 | size once | 4k | http_uwsgi | -
        uwsgi_buffering | http server location | flag | flag once | on | http_uwsgi | -
        uwsgi_buffers | http server location | 2 | buffers once | 8 4k | http_uwsgi | -
        uwsgi_busy_buffers_size | http server location | 1 | size once | 8k | http_uwsgi | -
        uwsgi_cache | http server location | 1 | own once | off | http_uwsgi&http-cache | -
        uwsgi_cache_background_update | http server location | 1 | flag once | off | http_uwsgi&http-cache | 1.11.10-
        uwsgi_cache_bypass | http server location | 1+ | texts |  | http_uwsgi&http-cache | -
        uwsgi_cache_key | http server location | 1 | own once |  | http_uwsgi&http-cache | -
        uwsgi_cache_lock | http server location | flag | flag once | off | http_uwsgi&http-cache | 1.1.12-
        uwsgi_cache_lock_age | http server location | 1 | msec once | 5s | http_uwsgi&http-cache | 1.7.8-
        uwsgi_cache_lock_timeout | http server location | 1 | msec once | 5s | http_uwsgi&http-cache | 1.1.12-
        uwsgi_cache_max_range_offset | http server location | 1 | offset once |  | http_uwsgi&http-cache | 1.11.6-
        uwsgi_cache_methods | http server location | 1+ | mask: GET HEAD POST | GET HEAD | http_uwsgi&http-cache | -
        uwsgi_cache_min_uses | http server location | 1 | number once | 1 | http_uwsgi&http-cache | -
        uwsgi_cache_path | http | 2+ | own |  | http_uwsgi&http-cache | -
        uwsgi_cache_revalidate | http server location | flag | flag once | off | http_uwsgi&http-cache | 1.5.7-
        uwsgi_cache_use_stale | http server location | 1+ | mask: error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off | off | http_uwsgi&http-cache | -
        uwsgi_cache_valid | http server location | 1+ | own |  | http_uwsgi&http-cache | -
        uwsgi_connect_timeout | http server location | 1 | msec once | 60s | http_uwsgi | -
        uwsgi_force_ranges | http server location | flag | flag once | off | http_uwsgi | 1.7.7-
        uwsgi_hide_header | http server location | 1 | list |  | http_uwsgi | -
        uwsgi_ignore_client_abort | http server location | flag | flag once | off | http_uwsgi | -
        uwsgi_ignore_headers | http server location | 1+ | mask: X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary |  | http_uwsgi | -
        uwsgi_intercept_errors | http server location | flag | flag once | off | http_uwsgi | -
        uwsgi_limit_rate | http server location | 1 | size once | 0 | http_uwsgi | 1.7.7-1.26.3
        uwsgi_limit_rate | http server location | 1 | text-size once | 0 | http_uwsgi | 1.27.0-
        uwsgi_max_temp_file_size | http server location | 1 | size once | 1024m | http_uwsgi | -
        uwsgi_modifier1 | http server location | 1 | number once: 0..255 | 0 | http_uwsgi | -
        uwsgi_modifier2 | http server location | 1 | number once: 0..255 | 0 | http_uwsgi | -
        uwsgi_next_upstream | http server location | 1+ | mask: error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off | error timeout | http_uwsgi | -
        uwsgi_next_upstream_timeout | http server location | 1 | msec once | 0 | http_uwsgi | 1.7.5-
        uwsgi_next_upstream_tries | http server location | 1 | number once | 0 | http_uwsgi | 1.7.5-
        uwsgi_no_cache | http server location | 1+ | texts |  | http_uwsgi&http-cache | -
        uwsgi_param | http server location | 2,3 | param | HTTP_HOST $host$is_request_port$request_port | http_uwsgi | -
        uwsgi_pass | location if-in-location | 1 | own once |  | http_uwsgi | -
        uwsgi_pass_header | http server location | 1 | list |  | http_uwsgi | -
        uwsgi_pass_request_body | http server location | flag | flag once | on | http_uwsgi | -
        uwsgi_pass_request_headers | http server location | flag | flag once | on | http_uwsgi | -
        uwsgi_read_timeout | http server location | 1 | msec once | 60s | http_uwsgi | -
        uwsgi_request_buffering | http server location | flag | flag once | on | http_uwsgi | 1.7.11-
        uwsgi_send_timeout | http server location | 1 | msec once | 60s | http_uwsgi | -
        uwsgi_socket_keepalive | http server location | flag | flag once | off | http_uwsgi | 1.15.6-
        uwsgi_socket_rcvbuf | http server location | 1 | size once |  | http_uwsgi | 1.31.3-
        uwsgi_socket_sndbuf | http server location | 1 | size once |  | http_uwsgi | 1.31.3-
        uwsgi_ssl_certificate | http server location | 1 | string once |  | http_uwsgi&+http_ssl | 1.7.8-1.20.2
        uwsgi_ssl_certificate | http server location | 1 | text once |  | http_uwsgi&+http_ssl | 1.21.0-
        uwsgi_ssl_certificate_cache | http server location | 1,2,3 | own once | off | http_uwsgi&+http_ssl | 1.27.4-
        uwsgi_ssl_certificate_key | http server location | 1 | string once |  | http_uwsgi&+http_ssl | 1.7.8-1.20.2
        uwsgi_ssl_certificate_key | http server location | 1 | text once |  | http_uwsgi&+http_ssl | 1.21.0-
        uwsgi_ssl_ciphers | http server location | 1 | string once | DEFAULT | http_uwsgi&+http_ssl | 1.5.8-
        uwsgi_ssl_conf_command | http server location | 2 | pairs |  | http_uwsgi&+http_ssl | 1.19.4-
        uwsgi_ssl_crl | http server location | 1 | string once |  | http_uwsgi&+http_ssl | 1.7.0-
        uwsgi_ssl_name | http server location | 1 | text once |  | http_uwsgi&+http_ssl | 1.7.0-
        uwsgi_ssl_password_file | http server location | 1 | own once |  | http_uwsgi&+http_ssl | 1.7.8-
        uwsgi_ssl_protocols | http server location | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | http_uwsgi&+http_ssl | 1.23.4-1.27.2
        uwsgi_ssl_protocols | http server location | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1 TLSv1.1 TLSv1.2 | http_uwsgi&+http_ssl | 1.5.8-1.23.3
        uwsgi_ssl_protocols | http server location | 1+ | mask: SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 | TLSv1.2 TLSv1.3 | http_uwsgi&+http_ssl | 1.27.3-
        uwsgi_ssl_server_name | http server location | flag | flag once | off | http_uwsgi&+http_ssl | 1.7.0-
        uwsgi_ssl_session_reuse | http server location | flag | flag once | on | http_uwsgi&+http_ssl | 1.5.8-
        uwsgi_ssl_trusted_certificate | http server location | 1 | string once |  | http_uwsgi&+http_ssl | 1.7.0-
        uwsgi_ssl_verify | http server location | flag | flag once | off | http_uwsgi&+http_ssl | 1.7.0-
        uwsgi_ssl_verify_depth | http server location | 1 | number once | 1 | http_uwsgi&+http_ssl | 1.7.0-
        uwsgi_store | http server location | 1 | own once | off | http_uwsgi | -
        uwsgi_store_access | http server location | 1,2,3 | access once | user:rw | http_uwsgi | -
        uwsgi_string | http server location | 1 | string once |  | http_uwsgi | -
        uwsgi_temp_file_write_size | http server location | 1 | size once | 8k | http_uwsgi | -
        uwsgi_temp_path | http server location | 1,2,3,4 | path once | uwsgi_temp | http_uwsgi | -
        valid_referers | server location | 1+ | own |  | http_referer | -
        variables_hash_bucket_size | http | 1 | number once | 64 | http_core | -
        variables_hash_bucket_size | stream | 1 | number once | 64 | stream_core | 1.11.2-
        variables_hash_max_size | http | 1 | number once | 1024 | http_core | -
        variables_hash_max_size | stream | 1 | number once | 1024 | stream_core | 1.11.2-
        worker_aio_requests | events | 1 | number once | 32 | core | 1.1.4-
        worker_connections | events | 1 | own once | 512 | core | -
        worker_cpu_affinity | main | 1+ | own once |  | core | -
        worker_priority | main | 1 | own once | 0 | core | -
        worker_processes | main | 1 | own once | 1 | core | -
        worker_rlimit_core | main | 1 | offset once |  | core | -
        worker_rlimit_nofile | main | 1 | number once |  | core | -
        worker_shutdown_timeout | main | 1 | msec once |  | core | 1.11.11-
        working_directory | main | 1 | string once |  | core | -
        xclient | mail mail-server | flag | flag once | on | mail_proxy | -
        xml_entities | http server location | 1 | own once |  | +http_xslt | -
        xml_external_entities | http server location | flag | flag once | off | +http_xslt | 1.31.3-
        xslt_last_modified | http server location | flag | flag once | off | +http_xslt | 1.5.1-
        xslt_param | http server location | 2 | own |  | +http_xslt | 1.1.18-
        xslt_string_param | http server location | 2 | own |  | +http_xslt | 1.1.18-
        xslt_stylesheet | location | 1+ | own |  | +http_xslt | -
        xslt_types | http server location | 1+ | list | text/xml | +http_xslt | -
        zone | stream-upstream | 1,2 | own |  | stream_upstream_zone | -
        zone | upstream | 1,2 | own |  | http_upstream_zone | 1.9.0-
        """u8;
}
