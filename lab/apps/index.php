<?php
// An application for PHP-FPM; DELAY in seconds (or the argument: ?wait=5) and COOKIE in bytes come from the pool's env[].
sleep((int) ($_GET['wait'] ?? getenv('DELAY')));
if (getenv('COOKIE')) {
    header('Set-Cookie: session=' . str_repeat('x', (int) getenv('COOKIE')));
}
echo "200 from php\n";
