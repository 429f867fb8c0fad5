# zsh -f zsh_offers.zsh FOLDER LINE…: what zsh offers at the end of each line, as in a terminal, with the
# completion functions of a folder; a line of words for each.
zmodload zsh/zpty || exit 77
zpty terminal "TERM=dumb zsh -f -i"
setup=$(mktemp)
cat >$setup <<SETUP
PROMPT=; fpath=($1 \$fpath)
autoload -Uz compinit && compinit -u -D
compadd () {
  typeset -a offered
  builtin compadd -A offered "\$@"
  (( \$#offered )) && print -lr -- OFFERED:\${^offered}
  builtin compadd "\$@"
}
asked-all () { print ASKED-ALL; comppostfuncs=(asked-all); }
bindkey '^I' complete-word
bindkey '^U' kill-whole-line
comppostfuncs=(asked-all)
print READY
SETUP
zpty -w terminal "source $setup"
while zpty -r terminal REPLY; do [[ $REPLY == READY* ]] && break; done
for line in "${@[2,-1]}"; do
  typeset -aU words=()
  zpty -w -n terminal $'\025'"$line"$'\t'
  while zpty -r terminal REPLY; do
    [[ $REPLY == *ASKED-ALL* ]] && break
    [[ $REPLY == *OFFERED:* ]] && words+=("${${REPLY##*OFFERED:}//[[:space:]]/}")
  done
  print -r -- $words
done
zpty -d terminal
rm $setup
