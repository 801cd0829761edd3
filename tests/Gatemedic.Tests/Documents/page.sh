# Types the commands of a page one after the other into one shell, as its reader does, and tells what came of each.
# /mnt/page: N.sh the command; where needed N.before, N.answer, N.check.
# One line each: NUMBER CONDITION EXIT CHECK|OUTPUT|ERRORS|WHAT THE CHECK PRINTED, the last three in base64.
set -uo pipefail
. /mnt/page/stage.sh
cd /etc/nginx
number=0
while [ -e /mnt/page/$((++number)).sh ]; do
  step=/mnt/page/$number out=/mnt/page/$number.out err=/mnt/page/$number.err
  checked=0
  [ ! -e $step.before ] || (set -e; . $step.before) >$step.said 2>&1 || checked=before
  condition=$(fails && echo failing || echo fine)
  if [ -e $step.answer ]; then
    script -qec "bash $step.sh" /dev/null <$step.answer >$out 2>$err
  else
    # What is pasted where a command reads its standard input.
    . $step.sh <"$paste" >$out 2>$err
  fi
  code=$?
  if [ $checked = 0 ] && [ -e $step.check ]; then (set -e; . $step.check) >$step.said 2>&1 || checked=after; fi
  touch $step.said
  echo "$number $condition $code $checked|$(base64 -w0 <$out)|$(base64 -w0 <$err)|$(base64 -w0 <$step.said)"
done
