import type { CombinedError } from '@urql/core'
import { hasCode, type GraphError } from 'macao-open-graph'
import type { ReactNode } from 'react'
import type { Source } from '../graph/provenance.ts'
import { useLanguage } from '../language/LanguageContext.tsx'
import type { Strings } from '../language/en.ts'
import { Sources } from './Sources.tsx'

interface SectionProps {
  readonly id: keyof Strings['sectionNames']
  readonly title: string
  readonly lead: string
  readonly answer: {
    readonly error: CombinedError | undefined
    readonly isLoading: boolean
    readonly isLive?: boolean
    readonly sources: readonly Source[]
    readonly askAgain: () => void
  }
  /** Whether its values are samples, or old, where single fields say so. */
  readonly isSample?: boolean
  readonly isStale?: boolean
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** One subject: what it is, how true, how live, and of whom. */
export function Section({ id, title, lead, answer, isSample, isStale, tools, children }: SectionProps) {
  const { strings } = useLanguage()
  const { error, isLoading, isLive, sources, askAgain } = answer
  return (
    <section id={id} aria-labelledby={`${id}-title`} aria-busy={isLoading}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        <p className="marks">
          {isLive !== undefined && <LiveMark isLive={isLive} />}
          {(isSample || sources.some(({ sample }) => sample)) && (
            <span className="mark sample" title={strings.sampleHint}>
              {strings.sample}
            </span>
          )}
          {(isStale || sources.some(({ stale }) => stale)) && (
            <span className="mark stale" title={strings.staleHint}>
              {strings.stale}
            </span>
          )}
        </p>
        <p className="lead">{lead}</p>
        {tools}
      </header>
      {error !== undefined && (
        <p className="trouble" role="status">
          {explain(error, strings)}{' '}
          <button type="button" onClick={askAgain}>
            {strings.again}
          </button>
        </p>
      )}
      {isLoading ? <p className="loading">{strings.loading}</p> : children}
      <Sources sources={sources} isSample={isSample ?? false} />
    </section>
  )
}

function LiveMark({ isLive }: { readonly isLive: boolean }) {
  const { strings } = useLanguage()
  return isLive ? (
    <span className="mark live" title={strings.liveHint}>
      {strings.live}
    </span>
  ) : (
    <span className="mark" title={strings.pollingHint}>
      {strings.polling}
    </span>
  )
}

/** By the graph's codes, never by the words of a message. */
function explain({ networkError, graphQLErrors }: CombinedError, strings: Strings): string {
  if (networkError) return strings.allMissing
  const errors = graphQLErrors as readonly GraphError[]
  return errors.some((error) => hasCode(error, 'RATE_LIMITED')) ? strings.tooMany : strings.partMissing
}
