import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { formatTime, words } from '../language/language.ts'
import { explainFault } from '../failure/Failed.tsx'
import { settle, type Fault } from '../failure/fault.ts'
import { bureauHue, bureauId, bureauName } from '../graph/bureaus.ts'
import { FeedTable } from './FeedTable.tsx'
import { readFeeds, type Feed } from './feeds.ts'
import { readStatus, type GatewayStatus } from './health.ts'
import { HealthTable } from './HealthTable.tsx'

const INTERVAL = 5_000

/** How the gateway and its subgraphs are, and every source of every bureau, for as long as one looks. */
export function StatusPage() {
  const { status: strings } = words.value
  const feeds = useSignal<readonly Feed[] | null>(null)
  const status = useSignal<GatewayStatus | null>(null)
  const fault = useSignal<Fault | null>(null)
  const feedsFault = useSignal<Fault | null>(null)
  const at = useSignal('')
  useEffect(() => {
    const controller = new AbortController()
    const look = async () => {
      // A page in the background asks nothing.
      if (document.hidden) return
      const [latestStatus, latestFeeds] = await Promise.all([
        settle(readStatus(controller.signal)),
        settle(readFeeds(controller.signal)),
      ])
      if (controller.signal.aborted) return
      fault.value = latestStatus.fault
      feedsFault.value = latestFeeds.fault
      if (latestFeeds.value !== null) feeds.value = latestFeeds.value
      if (latestStatus.value === null) return
      status.value = latestStatus.value
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
      <h1>{strings.title}</h1>
      <p class="quiet" style="margin-top: .4rem">
        {strings.text} {strings.every}
      </p>
      <p style="margin-top: .8rem" role="status">
        <Summary fault={fault.value} status={status.value} />{' '}
        {at.value !== '' && <span class="quiet small">{strings.updated(formatTime(at.value))}</span>}
      </p>
      {status.value !== null && <HealthTable status={status.value} />}
      {feedsFault.value !== null && fault.value === null && (
        <p class="alarm" role="alert">
          {explainFault(feedsFault.value)}
        </p>
      )}
      {feeds.value !== null && <h2 class="plain-head">{strings.feeds}</h2>}
      {bureaus.map((subgraph) => (
        <section key={subgraph} style={`--hue: ${bureauHue(subgraph)}`}>
          <h3>
            <a href={`#/bureau/${bureauId(subgraph)}`}>{bureauName(subgraph)}</a>
          </h3>
          <FeedTable feeds={feeds.value?.filter((feed) => feed.subgraph === subgraph) ?? []} />
        </section>
      ))}
    </div>
  )
}

/** The whole in a word: what a reader with a screen reader hears when it changes. */
function Summary({ fault, status }: { readonly fault: Fault | null; readonly status: GatewayStatus | null }) {
  const { status: strings } = words.value
  if (fault !== null) return <span class="tag bad">{explainFault(fault)}</span>
  if (status === null) return null
  const missing = status.subgraphs.filter(({ state }) => state !== 'up').map(({ name }) => bureauName(name))
  return missing.length === 0 ? (
    <span class="tag good">{strings.allUp}</span>
  ) : (
    <span class="tag warn">{strings.missing(missing.join(', '))}</span>
  )
}
