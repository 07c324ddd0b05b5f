import { useLanguage } from '../language/LanguageContext.tsx'
import { pick, TAGS, type Words } from '../language/pick.ts'

/** A name in the reader's language; where it has none, in another, which screen readers are told. */
export function Name({ of }: { readonly of: Words | null | undefined }) {
  const { language, strings } = useLanguage()
  const picked = of ? pick(of, language) : undefined
  if (picked === undefined) return <>{strings.notKnown}</>
  return picked.language === language ? (
    <>{picked.text}</>
  ) : (
    <span lang={TAGS[picked.language]}>{picked.text}</span>
  )
}
