import { writeAddress } from '../app/address.ts'
import { Dialog } from '../app/Dialog.tsx'
import { address } from '../app/route.ts'
import { Snippet } from '../export/Snippet.tsx'
import { useLoaded } from '../failure/useLoaded.ts'
import { words } from '../language/language.ts'
import type { PageDefinition } from './definition.ts'
import { isOwn, writePageLink } from './keptPages.ts'

/** The address of the page as it is set now. An own page goes into its link whole, for nobody else has it. */
export function PageLinkDialog({
  definition,
  close,
}: {
  readonly definition: PageDefinition
  readonly close: () => void
}) {
  const { ask, question } = words.value
  const { value } = useLoaded(() => writeWholeLink(definition), [])
  return (
    <Dialog title={ask.share} close={close}>
      <p>{question.link}</p>
      <Snippet text={value ?? ''} />
      <p class="small quiet note">{isOwn(definition) ? question.linkWhole : question.linkNow}</p>
    </Dialog>
  )
}

async function writeWholeLink(definition: PageDefinition): Promise<string> {
  const url = new URL(location.href)
  if (!isOwn(definition)) return url.href
  const { state } = address.peek()
  url.hash = writeAddress({ page: 'q', name: await writePageLink(definition), state })
  return url.href
}
