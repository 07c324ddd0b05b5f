import { best, formatAge, formatNumber, formatTime, words } from '../language/language.ts'
import type { Feed } from './feeds.ts'

/** How each source stands, and what of it was set aside. */
export function FeedTable({ feeds }: { readonly feeds: readonly Feed[] }) {
  const { status: strings } = words.value
  return (
    <table class="feeds">
      <thead>
        <tr>
          <th scope="col">{strings.feed}</th>
          <th scope="col">{strings.state}</th>
          <th scope="col">{strings.accepted}</th>
          <th scope="col">{strings.age}</th>
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
                    {strings.aside}: {formatNumber(feed.setAsideCount ?? feed.setAside.length)}
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
            <td class="quiet small">
              {feed.lastSuccessAt === null ? '–' : formatTime(feed.lastSuccessAt)}
              {feed.ageSeconds !== null && <div>{formatAge(feed.ageSeconds)}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function State({ state }: { readonly state: string }) {
  const { status: strings } = words.value
  switch (state) {
    case 'LIVE':
      return <span class="tag good">{strings.live}</span>
    case 'BUNDLED':
      return <span class="tag">{strings.bundled}</span>
    case 'DEGRADED':
      return <span class="tag warn">{strings.degraded}</span>
    case 'STALE':
      return <span class="tag warn">{strings.stale}</span>
    case 'FAILED':
      return <span class="tag bad">{strings.failed}</span>
    default:
      return <span class="tag">{state}</span>
  }
}
