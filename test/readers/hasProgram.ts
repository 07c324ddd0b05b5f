import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Whether the machine has it, said in one line where not; with CI=true that is an error. */
export async function hasProgram(
  program: string,
  arguments_: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  try {
    await promisify(execFile)(program, [...arguments_])
    return true
  } catch (cause) {
    const message = `Tables are not opened by ${program} ${arguments_.join(' ')}: this machine has none.`
    if (environment.CI === 'true') throw new Error(message, { cause })
    console.warn(message)
    return false
  }
}
