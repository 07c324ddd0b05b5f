import { useSignal } from '@preact/signals'
import { words } from '../language/language.ts'

/** A text with a button that copies it. */
export function Snippet({ text }: { readonly text: string }) {
  const { export: strings } = words.value
  const copied = useSignal(false)
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => (copied.value = true))
  }
  return (
    <div class="snippet">
      <pre tabIndex={0}>{text}</pre>
      <button type="button" class="button" style="margin-top: .4rem" onClick={copy}>
        {copied.value ? strings.copied : strings.copy}
      </button>
    </div>
  )
}
