import type { Environment } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import type { RunningParts } from '../../kit/process.ts'
import { readCommandLine } from './commandLine.ts'
import type { ConfigFile } from './config/configFile.ts'
import { listUnknownVariables } from './config/unknownVariables.ts'

export interface Command {
  readonly purpose: string
  readonly log: Log
  start(file: ConfigFile | undefined): Promise<RunningParts>
  /** Rejects with ConfigError. */
  check(file: ConfigFile | undefined): Promise<void>
}

/** Starts what a command starts, or does what else its arguments say: then it is a text to print. Throws ConfigError. */
export async function runCommand(
  { purpose, log, start, check }: Command,
  args: readonly string[],
  environment: Environment,
): Promise<RunningParts | string> {
  const line = await readCommandLine(args, purpose)
  if (line.kind === 'print') return line.text
  for (const { variable, nearest } of listUnknownVariables(environment))
    log.warn({ variable, nearest }, 'a variable of the environment that nobody reads')
  if (line.kind === 'start') return start(line.file)
  await check(line.file)
  return 'The settings can be used.\n'
}
