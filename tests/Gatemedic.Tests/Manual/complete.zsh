# zsh -f complete.zsh DIRECTORY LINE LAST: what an interactive zsh offers for LINE, with the completion functions of DIRECTORY, up to the word LAST.
# Typed only when the line editor is there, which turns on bracketed paste; and nothing after it, for zsh lists nothing while more input waits.
zmodload zsh/zpty
export TERM=xterm
zpty shell zsh -f -i
zpty -w shell "PS1='%% '; fpath=($1 \$fpath); autoload -U compinit; compinit -u -D; LISTMAX=10000; stty -echo cols 200 rows 200; print RE''ADY"
zpty -r -m shell answer '*READY*2004h*'
zpty -w -n shell "$2"$'\C-d'
zpty -r -m shell answer "*$3*"
print -r -- $answer
