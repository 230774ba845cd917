import { COMMANDS, type CommandEntry, OPTION_WORDS, OPTIONS, type OptionName, type Shell } from './command-table.ts'

const PROGRAM = 'sfn-timeline'
const WITHOUT_COMMAND: readonly OptionName[] = ['help', 'version']

/** The script that makes a shell complete commands, options, profiles and files. */
export function completionScript(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bashScript()
    case 'zsh':
      return zshScript()
    case 'fish':
      return fishScript()
  }
}

const ENTRIES = Object.entries(COMMANDS)
const NAMES = ENTRIES.map(([name]) => name)

function optionsOf(entry: CommandEntry): readonly OptionName[] {
  return [...entry.options, 'help']
}

/** `outline --children` takes no value, so none is waited for after it. */
function takesValue(command: string, name: OptionName): boolean {
  return OPTIONS[name].type === 'string' && !(command === 'outline' && name === 'children')
}

function wordsAfter(entry: CommandEntry): readonly string[] {
  return typeof entry.takes === 'string' ? [] : entry.takes
}

// Names of other characters are left out: bash expands a list of words once more.
const PROFILES = String.raw`sed -n -e 's/^\[profile \([A-Za-z0-9._@+-]*\)\]$/\1/p' -e 's/^\[\(default\)\]$/\1/p'`

function bashScript(): string {
  const cases = ENTRIES.map(([name, entry]) => {
    const words = [...wordsAfter(entry), ...optionsOf(entry).map(option => `--${option}`)].join(' ')
    const valued = entry.options.filter(option => option !== 'profile' && takesValue(name, option))
    const silent = valued.length === 0 ? '' : `case $before in ${valued.flatMap(spellings).join('|')}) return ;; esac; `
    return `    ${name}) ${silent}words='${words}'; files=${entry.takes === 'files' ? 'yes' : ''} ;;`
  })
  return `# bash completion of ${PROGRAM}
_sfn_timeline() {
  local IFS=$' \\t\\n' current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= words= files= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${NAMES.join('|')}) command=$word; break ;; esac
  done
  COMPREPLY=()
  if [ "$before" = --profile ]; then
    COMPREPLY=($(compgen -W "$(${PROFILES} "\${AWS_CONFIG_FILE:-$HOME/.aws/config}" 2>/dev/null)" -- "$current"))
    return
  fi
  case $command in
${cases.join('\n')}
    *) words='${[...NAMES, ...WITHOUT_COMMAND.map(option => `--${option}`)].join(' ')}' ;;
  esac
  if [ -n "$files" ] && [ "\${current#-}" = "$current" ]; then
    compopt -o filenames 2>/dev/null
    IFS=$'\\n'
    COMPREPLY=($(compgen -f -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -F _sfn_timeline ${PROGRAM}
`
}

function spellings(name: OptionName): readonly string[] {
  const option = OPTIONS[name]
  return 'short' in option ? [`--${name}`, `-${option.short}`] : [`--${name}`]
}

function zshScript(): string {
  const commands = ENTRIES.map(([name, { words }]) => `    '${name}:${words}'`)
  const cases = ENTRIES.map(([name, entry]) => {
    const options = optionsOf(entry).map(option => `'--${option}[${OPTION_WORDS[option]}]${zshValue(name, option)}'`)
    const rest = entry.takes === 'files' ? ["'*:file:_files'"] : wordsAfter(entry).length > 0 ? [zshWords(entry)] : []
    return `    ${name}) _arguments ${[...options, ...rest].join(' ')} ;;`
  })
  return `#compdef ${PROGRAM}
_sfn_timeline_profiles() {
  compadd -- \${(f)"$(${PROFILES} "\${AWS_CONFIG_FILE:-$HOME/.aws/config}" 2>/dev/null)"}
}
_sfn_timeline() {
  local -a commands options
  commands=(
${commands.join('\n')}
  )
  options=(${WITHOUT_COMMAND.map(option => `'--${option}:${OPTION_WORDS[option]}'`).join(' ')})
  if (( CURRENT == 2 )); then
    _describe command commands
    _describe -o option options
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _sfn_timeline ]; then _sfn_timeline "$@"; else compdef _sfn_timeline ${PROGRAM}; fi
`
}

function zshValue(command: string, name: OptionName): string {
  if (!takesValue(command, name)) return ''
  return name === 'profile' ? ':profile:_sfn_timeline_profiles' : `:${name}:`
}

function zshWords(entry: CommandEntry): string {
  return `'1:word:(${wordsAfter(entry).join(' ')})'`
}

function fishScript(): string {
  const line = (rest: string) => `complete -c ${PROGRAM} ${rest}`
  const lines = ENTRIES.flatMap(([name, entry]) => {
    const within = `-n '__fish_seen_subcommand_from ${name}'`
    return [
      line(`-n __fish_use_subcommand -a ${name} -d '${entry.words}'`),
      ...wordsAfter(entry).map(word => line(`${within} -a ${word}`)),
      ...(entry.takes === 'files' ? [line(`${within} -F`)] : []),
      ...optionsOf(entry).map(option => line(`${within} ${fishOption(name, option)}`)),
    ]
  })
  return `# fish completion of ${PROGRAM}
function __sfn_timeline_profiles
  ${PROFILES} (set -q AWS_CONFIG_FILE; and echo $AWS_CONFIG_FILE; or echo ~/.aws/config) 2>/dev/null
end
${line('-f')}
${WITHOUT_COMMAND.map(option => line(`-n __fish_use_subcommand ${fishOption('', option)}`)).join('\n')}
${lines.join('\n')}
`
}

function fishOption(command: string, name: OptionName): string {
  const option = OPTIONS[name]
  const short = 'short' in option ? ` -s ${option.short}` : ''
  const values = name === 'profile' ? ` -a '(__sfn_timeline_profiles)'` : ''
  return `-l ${name}${short}${takesValue(command, name) ? ` -x${values}` : ''} -d '${OPTION_WORDS[name]}'`
}
