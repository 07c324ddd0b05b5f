import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { reachJson } from '../graph/reach.ts'
import { words } from '../language/language.ts'

interface Making {
  /** The version that is served. */
  readonly graph: string
  /** What is wrong with what was saved last. */
  readonly problems: readonly string[]
}

const LOOK_MS = 1_000

const opened = signal<string | null>(null)
const latest = signal<Making>({ graph: '', problems: [] })

/** What is wrong with a graph in the making, whatever page is open; and that it was changed, which a page does by itself for nobody. */
export function Making() {
  useEffect(follow, [])
  const { making, failure } = words.value
  const { graph, problems } = latest.value
  if (problems.length > 0)
    return (
      <div class="notice bad stray making" role="alert">
        <strong>{making.problems(problems.length)}</strong> {making.before}
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </div>
    )
  if (opened.value === null || graph === opened.value) return null
  return (
    <div class="notice row stray" role="status">
      <span>{making.renewed}</span>
      <button type="button" class="button" onClick={() => location.reload()}>
        {failure.reload}
      </button>
    </div>
  )
}

function follow(): () => void {
  const look = async (): Promise<void> => {
    if (document.hidden) return
    const { graph, problems } = await reachJson('/problems.json')
    if (typeof graph !== 'string' || !Array.isArray(problems)) return
    opened.value ??= graph
    latest.value = { graph, problems: problems.map(String) }
  }
  // While the command is started again nobody answers; what was told stands.
  const tick = (): void => void look().catch(() => {})
  tick()
  const timer = setInterval(tick, LOOK_MS)
  return () => clearInterval(timer)
}
