<?php
// An application whose PHP-FPM child dies at ?crash of a segmentation fault, as of a faulty extension.
if (isset($_GET['crash'])) {
    posix_kill(posix_getpid(), 11);
    sleep(5);
}
echo "200 from php\n";
