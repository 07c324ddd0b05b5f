import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Where the branch that this change goes to may be known under. */
const MAIN_BRANCHES = ['origin/HEAD', 'origin/main', 'main']

/**
 * A file as it was before this change: where the branch left the main one, or on the main branch itself in the commit
 * before. Empty in the first commit, and where the file did not exist. A copy without history is a problem, not a
 * reason to compare with nothing.
 */
export function readEarlier(root: URL, file: string): { text: string } | { problem: string } {
  const git = (...args: readonly string[]) => runGit(root, args)
  const head = git('rev-parse', '--verify', 'HEAD')?.trim()
  if (head === undefined) return { problem: `${file}: expected a repository with a commit; git finds none.` }
  const forks = MAIN_BRANCHES.flatMap((branch) => git('merge-base', 'HEAD', branch)?.trim() ?? [])
  const base = forks.find((fork) => fork !== head) ?? git('rev-parse', '--verify', 'HEAD~1')?.trim()
  if (base === undefined && git('rev-parse', '--is-shallow-repository')?.trim() !== 'false')
    return { problem: `${file}: expected the commits before this one; got a shallow copy. Fetch them.` }
  return { text: base === undefined ? '' : (git('show', `${base}:${file}`) ?? '') }
}

/** What git prints; undefined when it fails, as for a commit or a file that is not there. */
function runGit(root: URL, args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, {
      cwd: fileURLToPath(root),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return undefined
  }
}
