import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { best, formatNumber, formatTime, words } from '../language/language.ts'
import { bureauName } from '../start/GraphMap.tsx'
import { readFeeds, type Feed } from './feeds.ts'

const INTERVAL = 10_000

/** Every source of every bureau, read from the graph itself, for as long as one looks. */
export function StatusPage() {
  const { status: say, ask } = words.value
  const feeds = useSignal<readonly Feed[] | null>(null)
  const ready = useSignal<boolean | null>(null)
  const at = useSignal('')
  useEffect(() => {
    const controller = new AbortController()
    const look = async () => {
      // A page in the background asks nothing.
      if (document.hidden) return
      ready.value = await fetch('/health/ready', { signal: controller.signal }).then(
        ({ ok }) => ok,
        () => false,
      )
      const read = await readFeeds(controller.signal)
      if (read === null) return
      feeds.value = read
      at.value = new Date().toISOString()
    }
    void look()
    const timer = setInterval(() => void look(), INTERVAL)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [])
  const bureaus = [...new Set(feeds.value?.map(({ subgraph }) => subgraph))]
  return (
    <div class="status">
      <h1>{say.title}</h1>
      <p class="quiet" style="margin-top: .4rem">
        {say.text} {say.every}
      </p>
      <p style="margin-top: .8rem" role="status">
        {ready.value !== null && (
          <span class={ready.value ? 'tag good' : 'tag bad'}>{ready.value ? say.ready : say.notReady}</span>
        )}{' '}
        {at.value !== '' && <span class="quiet small">{say.updated(formatTime(at.value))}</span>}
      </p>
      {feeds.value === null && ready.value === false && <p class="void">{ask.unreachable}</p>}
      {bureaus.map((subgraph) => (
        <section key={subgraph} style={`--hue: var(--${subgraph}, var(--quiet))`}>
          <h2>{bureauName(subgraph)}</h2>
          <FeedTable feeds={feeds.value?.filter((feed) => feed.subgraph === subgraph) ?? []} />
        </section>
      ))}
    </div>
  )
}

function FeedTable({ feeds }: { readonly feeds: readonly Feed[] }) {
  const { status: say } = words.value
  return (
    <table class="feeds">
      <thead>
        <tr>
          <th scope="col">{say.feed}</th>
          <th scope="col">{say.state}</th>
          <th scope="col">{say.accepted}</th>
          <th scope="col">{say.age}</th>
        </tr>
      </thead>
      <tbody>
        {feeds.map((feed) => (
          <tr key={feed.id}>
            <td>
              {best(feed.title)} {feed.bureau && <span class="quiet small">{best(feed.bureau)}</span>}
              {feed.lastError !== null && <p class="alarm small">{feed.lastError}</p>}
              {feed.setAside.length > 0 && (
                <details>
                  <summary class="small">
                    {say.aside}: {formatNumber(feed.setAsideCount ?? feed.setAside.length)}
                  </summary>
                  <ul>
                    {feed.setAside.map(({ record, reason }) => (
                      <li key={record}>
                        <code>{record}</code> {reason}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </td>
            <td>
              <State state={feed.state} />
            </td>
            <td>{feed.accepted === null ? '–' : formatNumber(feed.accepted)}</td>
            <td class="quiet small">{feed.lastSuccessAt === null ? '–' : formatTime(feed.lastSuccessAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function State({ state }: { readonly state: string }) {
  const { status: say } = words.value
  switch (state) {
    case 'LIVE':
      return <span class="tag good">{say.live}</span>
    case 'BUNDLED':
      return <span class="tag">{say.bundled}</span>
    case 'STALE':
      return <span class="tag warn">{say.stale}</span>
    case 'FAILED':
      return <span class="tag bad">{say.failed}</span>
    default:
      return <span class="tag">{state}</span>
  }
}
