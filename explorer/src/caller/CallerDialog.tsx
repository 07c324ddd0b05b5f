import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Dialog } from '../app/Dialog.tsx'
import { formatTime, words } from '../language/language.ts'
import { parseObject, reach, reachJson } from '../graph/reach.ts'
import { claims, readClaims, setToken } from './token.ts'

/** Whose eyes the graph is seen with. */
export function CallerDialog({ close }: { readonly close: () => void }) {
  const { caller: strings } = words.value
  const text = useSignal('')
  const broken = useSignal(false)
  const use = (event: Event) => {
    event.preventDefault()
    const pasted = text.value.trim().replace(/^bearer\s+/i, '')
    broken.value = readClaims(pasted) === null
    if (broken.value) return
    setToken(pasted)
    text.value = ''
  }
  return (
    <Dialog title={strings.title} close={close}>
      <WhoNow />
      <form class="row" style="margin-top: 1rem" onSubmit={use}>
        <input
          class="field"
          style="flex: 1; min-width: 12rem"
          type="password"
          autocomplete="off"
          spellcheck={false}
          aria-label={strings.paste}
          aria-invalid={broken.value}
          placeholder={strings.pasteHint}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value
            broken.value = false
          }}
        />
        <button class="button main" type="submit" disabled={text.value.trim() === ''}>
          {strings.use}
        </button>
      </form>
      {broken.value && (
        <p class="alarm small" role="alert">
          {strings.broken}
        </p>
      )}
      <p class="small quiet" style="margin-top: .6rem">
        {strings.note}
      </p>
      <Kinds />
    </Dialog>
  )
}

function WhoNow() {
  const { caller: strings } = words.value
  const now = claims.value
  if (now === null) return <p>{strings.anonymous}</p>
  const expired = now.expires !== null && now.expires < Date.now()
  return (
    <div class="row">
      <strong>{now.scopes.join(' ') || now.subject}</strong>
      <span class={expired ? 'alarm' : 'quiet small'}>
        {expired
          ? strings.expired
          : now.expires !== null && strings.until(formatTime(new Date(now.expires).toISOString()))}
      </span>
      <button type="button" class="button" onClick={() => setToken(null)}>
        {strings.forget}
      </button>
    </div>
  )
}

/** On a development machine the gateway gives tokens; elsewhere it answers 404 and nothing is shown. */
function Kinds() {
  const { caller: strings } = words.value
  const offered = useSignal<readonly string[]>([])
  useEffect(() => {
    void readKinds().then((kinds) => (offered.value = kinds))
  }, [])
  if (offered.value.length === 0) return null
  return (
    <>
      <h3>{strings.kinds}</h3>
      <div class="row">
        {offered.value.map((scope) => (
          <button key={scope} type="button" class="button" onClick={() => void become(scope)}>
            {nameOf(scope)}
          </button>
        ))}
      </div>
    </>
  )
}

async function readKinds(): Promise<readonly string[]> {
  const reached = await reach('/access.json')
  return reached.headers.get('x-development-tokens') === 'true' ? kindsIn(parseObject(reached)) : []
}

function nameOf(scope: string): string {
  const { caller: strings } = words.value
  switch (scope) {
    case 'developer':
      return strings.developer
    case 'partner':
      return strings.partner
    case 'staff':
      return strings.staff
    default:
      return strings.bureau(scope.replace(/^bureau:/, '').toUpperCase())
  }
}

const TIERS = ['developer', 'partner', 'staff']

/** The tiers, and every owner that some rule names. */
function kindsIn(rules: Readonly<Record<string, unknown>>): readonly string[] {
  const owners = JSON.stringify(rules).match(/(?<=")bureau:[\w-]+(?=")/g) ?? []
  return [...TIERS, ...new Set(owners.toSorted())]
}

async function become(scope: string): Promise<void> {
  const body = await reachJson('/development/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      scope.startsWith('bureau:') ? { tier: 'staff', bureau: scope.slice(7) } : { tier: scope },
    ),
  })
  if (typeof body.token === 'string') setToken(body.token)
}
