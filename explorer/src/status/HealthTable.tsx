import { formatNumber, formatTime, words } from '../language/language.ts'
import { bureauHue, bureauId, bureauName } from '../graph/bureaus.ts'
import type { GatewayStatus, Health } from './health.ts'

/** Whether each bureau's subgraph answers, and how much of what was wanted lay in the cache. */
export function HealthTable({ status }: { readonly status: GatewayStatus }) {
  const { status: strings } = words.value
  return (
    <section>
      <h2>{strings.subgraphs}</h2>
      <table class="feeds health">
        <thead>
          <tr>
            <th scope="col">{strings.subgraph}</th>
            <th scope="col">{strings.state}</th>
            <th scope="col">{strings.calls}</th>
            <th scope="col">{strings.fromCache}</th>
          </tr>
        </thead>
        <tbody>
          {status.subgraphs.map((health) => (
            <tr key={health.name} style={`--hue: ${bureauHue(health.name)}`}>
              <th scope="row">
                <span class="mark" aria-hidden="true" />
                <a href={`#/bureau/${bureauId(health.name)}`}>{bureauName(health.name)}</a>
              </th>
              <td>
                <HealthState health={health} />
              </td>
              <td>
                <Calls health={health} />
              </td>
              <td data-label={strings.fromCache}>
                {status.cache ? <HitRate health={health} /> : <span class="quiet">{strings.noCache}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet small">{strings.counted(formatTime(status.startedAt))}</p>
    </section>
  )
}

function HealthState({ health: { state, since } }: { readonly health: Health }) {
  const { status: strings } = words.value
  const from = since === null ? '' : strings.since(formatTime(since))
  switch (state) {
    case 'up':
      return (
        <>
          <span class="tag good">{strings.up}</span> <span class="quiet small">{from}</span>
        </>
      )
    case 'failing':
      return (
        <>
          <span class="tag warn">{strings.failing}</span> <span class="small">{from}</span>
        </>
      )
    case 'down':
      return (
        <>
          <span class="tag bad">{strings.down}</span> <span class="small">{from}</span>
        </>
      )
    default:
      return <span class="tag">{strings.unknown}</span>
  }
}

function Calls({ health: { calls, failures, lastFailure, lastFailureAt } }: { readonly health: Health }) {
  const { status: strings } = words.value
  return (
    <>
      {strings.callsMade(calls, formatNumber(calls))}
      {failures > 0 && (
        <p class="small quiet">
          {strings.failuresOf(formatNumber(failures))}
          {lastFailureAt !== null && `: ${formatTime(lastFailureAt)} `}
          <code>{lastFailure}</code>
        </p>
      )}
    </>
  )
}

function HitRate({ health: { wanted, known } }: { readonly health: Health }) {
  const { status: strings } = words.value
  if (wanted === 0) return <span class="quiet">–</span>
  const share = known / wanted
  return (
    <>
      <meter min={0} max={1} value={share} aria-label={strings.fromCache} />{' '}
      <span>{formatNumber(Math.round(share * 1000) / 10)} %</span>{' '}
      <span class="quiet small">{strings.knownOf(formatNumber(known), formatNumber(wanted))}</span>
    </>
  )
}
