import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { EditorKind, RunningEditor } from './codeMirror.ts'

/** A text to be edited. The plain text is there at once; the editor takes its place when it has come. */
export function Editor({
  kind,
  text,
  label,
}: {
  readonly kind: EditorKind
  readonly text: Signal<string>
  readonly label: string
}) {
  const holder = useRef<HTMLDivElement>(null)
  const ready = useSignal(false)
  useEffect(() => {
    let editor: RunningEditor | undefined
    let left = false
    const start = async () => {
      const { startEditor } = await import('./codeMirror.ts')
      if (left || holder.current === null) return
      ready.value = true
      editor = startEditor(holder.current, kind, text, label)
    }
    void start()
    return () => {
      left = true
      editor?.stop()
    }
  }, [kind, label])
  return (
    <>
      {!ready.value && <pre aria-hidden="true">{text.value}</pre>}
      <div ref={holder} style="display: contents" />
    </>
  )
}
