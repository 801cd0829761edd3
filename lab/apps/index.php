<?php
// An application for PHP-FPM; DELAY in seconds and COOKIE in bytes come from the pool's env[].
sleep((int) getenv('DELAY'));
if (getenv('COOKIE')) {
    header('Set-Cookie: session=' . str_repeat('x', (int) getenv('COOKIE')));
}
echo "200 from php\n";
