# Types a line and a tab in a terminal of its own, and prints what zsh has made of the line.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PROMPT=; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D; bindkey "^X" show-line'
zpty -w shell 'show-line() { print -r -- "LINE:$BUFFER:END"; zle send-break }; zle -N show-line; bindkey "^X" show-line; print READY'
local output part
zpty -r -m shell part '*READY*READY*' 
zpty -w -n shell "$1"$'\t'
zpty -w -n shell $'\x18'
zpty -r -m shell part '*LINE:*:END*'
print -r -- "${${part##*LINE:}%%:END*}"
zpty -d shell
