import { words } from '../language/language.ts'
import { side } from './sidePane.ts'

/** Puts away whatever stands beside the editor. */
export function CloseSide() {
  return (
    <button
      type="button"
      class="link small"
      style="margin-left: auto"
      onClick={() => {
        side.value = null
      }}
    >
      {words.value.ask.close}
    </button>
  )
}
