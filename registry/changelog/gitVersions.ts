import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { UnusableInput } from '../unusableInput.ts'
import type { GraphVersion } from './graphVersion.ts'

/** The API schema of a large graph is a few hundred kilobytes. */
const MOST_BYTES = 20_000_000

/**
 * The last versions of a file in the history of the repository `root`, the latest first: those that reached the branch, and
 * not the steps of branches that were merged. Throws UnusableInput where there is no history.
 */
export function readGitVersions(root: URL, file: string, most: number): readonly GraphVersion[] {
  const git = (...args: readonly string[]) => runGit(root, file, args)
  const log = git(
    'log',
    '--first-parent',
    '-m',
    `--max-count=${most}`,
    '--format=%h%x09%cs%x09%s',
    '--',
    file,
  )
  const lines = log.split('\n').filter((line) => line !== '')
  if (lines.length === 0) throw new UnusableInput(`Expected a history of ${file}; git knows of no commit.`)
  return lines.flatMap((line) => {
    const [name = '', day = '', ...reason] = line.split('\t')
    // In the commit that removed it there is none.
    const isThere = git('ls-tree', '--name-only', name, '--', file) !== ''
    return isThere ? [{ name, day, reason: reason.join(' '), apiSdl: git('show', `${name}:./${file}`) }] : []
  })
}

function runGit(root: URL, file: string, args: readonly string[]): string {
  try {
    return execFileSync('git', args, {
      cwd: fileURLToPath(root),
      encoding: 'utf8',
      maxBuffer: MOST_BYTES,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n').slice(1)
    throw new UnusableInput(`Expected a history of ${file} in ${fileURLToPath(root)}; git says: ${reason}`)
  }
}
