import type { Source } from '../graph/provenance.ts'
import { useNow } from '../graph/useNow.ts'
import { useLanguage } from '../language/LanguageContext.tsx'
import { Name } from './Name.tsx'
import { useFormats } from './useFormats.ts'

/** Of whom the values are, as of when, and which are samples: what the gateway told with the answer. */
export function Sources({
  sources,
  isSample,
}: {
  readonly sources: readonly Source[]
  readonly isSample: boolean
}) {
  const { strings } = useLanguage()
  const formats = useFormats()
  const now = useNow(60)
  if (sources.length === 0) return null
  return (
    <footer>
      {(isSample || sources.some(({ sample }) => sample)) && <p className="warning">{strings.sampleHint}</p>}
      <details>
        <summary>{strings.sources}</summary>
        <ul>
          {byDataset(sources).map((source) => (
            <li key={source.dataset}>
              <Name of={source.bureauName} />: <Name of={source.title} />
              <br />
              <span className="quiet">
                {[
                  strings.asOf(formats.moment(momentOf(source), now)),
                  source.licence ?? strings.noLicence,
                  ...(source.sample ? [strings.sampleShort] : []),
                  ...(source.stale ? [strings.staleShort] : []),
                ].join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </footer>
  )
}

/** When the values were so, as near as anybody says. */
function momentOf({ observedAt, sourceUpdatedAt, retrievedAt }: Source): string {
  return observedAt ?? sourceUpdatedAt ?? retrievedAt
}

/** Several places of an answer may be of one data set. */
function byDataset(sources: readonly Source[]): readonly Source[] {
  const found = new Map<string, Source>()
  for (const source of sources) {
    const known = found.get(source.dataset)
    found.set(source.dataset, {
      ...(known ?? source),
      sample: source.sample || known?.sample === true,
      stale: source.stale || known?.stale === true,
    })
  }
  return [...found.values()]
}
