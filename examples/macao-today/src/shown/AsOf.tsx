import { useNow } from '../graph/useNow.ts'
import { useLanguage } from '../language/LanguageContext.tsx'
import { useFormats } from './useFormats.ts'

/** When a value was observed, and whether it is old. */
export function AsOf({ at, isStale }: { readonly at: string | null; readonly isStale: boolean | null }) {
  const { strings } = useLanguage()
  const formats = useFormats()
  const now = useNow(60)
  if (at === null) return null
  return (
    <span className={isStale ? 'as-of old' : 'as-of'}>
      <time dateTime={at}>{strings.asOf(formats.moment(at, now))}</time>
      {isStale && ` · ${strings.staleShort}`}
    </span>
  )
}
