/** The shells that completion knows. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** For each shell, what defines completion. All ask the program itself, so that they never grow old. */
export const scripts: Readonly<Record<(typeof shells)[number], string>> = {
  bash: `# Completion of boathouse for bash.
_boathouse() {
  local IFS=$'\\n'
  COMPREPLY=($("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _boathouse boathouse
`,
  zsh: `#compdef boathouse
# Completion of boathouse for zsh.
_boathouse() {
  local -a found
  found=("\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found[1]" ]]; then
    compadd -- $found
  else
    _files
  fi
}
compdef _boathouse boathouse
`,
  fish: `# Completion of boathouse for fish.
function __boathouse_complete
    set -l words (commandline -opc) (commandline -ct)
    $words[1] __complete -- $words[2..-1] 2>/dev/null
end
complete -c boathouse -a '(__boathouse_complete)'
`,
};
