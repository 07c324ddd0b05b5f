import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fromRoot } from '../../kit/root.ts'

export const POSTAL = 'examples/outside-bureau'
export const POSTAL_SECRET = 'a secret of the postal bureau'

export interface RunningPostal {
  readonly url: string
  /** Has it read its register again. */
  hangUp(): void
  /** Resolves when it has written one more line with this text. */
  untilSaid(text: string): Promise<void>
  stop(): Promise<void>
}

/** The outside bureau as its README starts it: Python and its standard library, on a free port. */
export async function startPostal(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningPostal> {
  const child = spawn('python3', [fromRoot(`${POSTAL}/server.py`)], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PYTHONDONTWRITEBYTECODE: '1',
      GATEWAY_SECRETS: POSTAL_SECRET,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const waiting = new Set<(line: string) => void>()
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => waiting.forEach((tell) => tell(line)))
  const untilLine = (fits: (line: string) => boolean): Promise<string> => {
    const said = new Promise<string>((resolve) => {
      const tell = (line: string): void => {
        if (!fits(line)) return
        waiting.delete(tell)
        resolve(line)
      }
      waiting.add(tell)
    })
    const gone = ended.then(() => Promise.reject(new Error('The postal bureau has ended.')))
    return Promise.race([said, gone])
  }
  const line = await untilLine((text) => text.includes('"url"'))
  const [, url] = /"url":"([^"]+)"/.exec(line) ?? []
  if (url === undefined) throw new Error(`Expected a line with an address; got ${line}`)
  return {
    url,
    hangUp: () => void child.kill('SIGHUP'),
    untilSaid: async (text) => void (await untilLine((said) => said.includes(text))),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
