# zsh -f complete.zsh DIRECTORY LINE: what an interactive zsh offers for LINE, with the completion functions of DIRECTORY.
zmodload zsh/zpty
export TERM=xterm
zpty shell zsh -f -i
zpty -w shell "PS1='%% '; fpath=($1 \$fpath); autoload -U compinit; compinit -u -D; LISTMAX=10000; stty -echo cols 200 rows 200; print RE''ADY"
zpty -r -m shell answer '*READY*'
zpty -w -n shell "$2"$'\C-d'
zpty -w -n shell $'\C-u'
zpty -w shell "print DO''NE; exit"
zpty -r -m shell answer '*DONE*'
print -r -- $answer
