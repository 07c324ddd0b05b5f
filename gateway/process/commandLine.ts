import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ConfigError } from '../../kit/config.ts'
import { packageRoot } from '../../kit/root.ts'
import type { ConfigFile } from './config/configFile.ts'

/** What a command was told to do. */
export type CommandLine =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'start' | 'check'; readonly file: ConfigFile | undefined }

const OPTIONS = `
  --config FILE    settings in YAML; variables of the environment come before them
  --check-config   says what is wrong with the settings, and starts nothing
  --help           this text
  --version        the version

The settings: docs/guides/operations.md
`

/** Reads the arguments of a command, and the file that they name. Throws ConfigError. */
export async function readCommandLine(args: readonly string[], purpose: string): Promise<CommandLine> {
  const { config, 'check-config': isCheck, help, version } = parseOptions(args)
  if (help === true) return { kind: 'print', text: `${purpose}\n${OPTIONS}` }
  if (version === true) return { kind: 'print', text: `${await readVersion()}\n` }
  const file = config === undefined ? undefined : await readConfigFile(config)
  return { kind: isCheck === true ? 'check' : 'start', file }
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        'check-config': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    }).values
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('. ')
    throw new ConfigError([
      `The command line: expected --config FILE, --check-config, --help or --version; got another (${reason}).`,
    ])
  }
}

async function readConfigFile(name: string): Promise<ConfigFile> {
  try {
    return { name, text: await readFile(name, 'utf8') }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new ConfigError([
      `--config: expected a file that can be read; got ${JSON.stringify(name)} (${reason}).`,
    ])
  }
}

export async function readVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('package.json', packageRoot), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown'
}
