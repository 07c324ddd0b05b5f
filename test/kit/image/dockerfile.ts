/** What the final stage of a Dockerfile says that the image is. */
export interface FinalStage {
  readonly copies: readonly Copy[]
  readonly environment: Readonly<Record<string, string>>
  /** The file that Node runs when nothing else is said. */
  readonly script: string
}

/** Paths of the build's folder, each of which comes to lie in or under the target. */
export interface Copy {
  readonly sources: readonly string[]
  readonly target: string
}

/** Reads what our Dockerfile uses, and throws for what it does not: a rule not understood would be a rule not tested. */
export function readFinalStage(dockerfile: string): FinalStage {
  const lines = dockerfile.split('\n')
  const stage = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')) + 1)
  const argumentsOf = (instruction: string) =>
    stage
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1))
  return {
    copies: argumentsOf('COPY').map(readCopy),
    environment: Object.fromEntries(argumentsOf('ENV').map((entry) => entry.split('='))),
    script: /"node", "([^"]+)"/.exec(argumentsOf('CMD')[0] ?? '')?.[1] ?? '',
  }
}

function readCopy(text: string): Copy {
  const [from, owner, ...paths] = text.split(' ')
  const target = paths.pop()
  const isUnderstood = from === '--from=build' && owner?.startsWith('--chown=') === true
  if (!isUnderstood || target === undefined || !paths.every((path) => path.startsWith('/app/')))
    throw new Error(`expected COPY --from=build --chown=… /app/… <target>; got COPY ${text}`)
  return { sources: paths.map((path) => path.slice('/app/'.length)), target }
}

/** Whether a path of the checkout stays out of the build. Plain paths alone are understood: they mean no other folder. */
export function readIgnored(dockerignore: string): (path: string) => boolean {
  const ignored = dockerignore.split('\n').filter((line) => line !== '')
  const strange = ignored.find((line) => /[*?![#]/.test(line))
  if (strange !== undefined) throw new Error(`expected plain paths in .dockerignore; got ${strange}`)
  return (path) => ignored.some((one) => path === one || path.startsWith(`${one}/`))
}
