/** `yardstick list`: the rulesets of the registry. */
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { BAD_RULES_OR_DATA } from '../exit.ts'
import { withExamples } from '../help-examples.ts'
import { oneOf } from '../options.ts'
import { tableText } from '../table-text.ts'

interface ListOptions {
  readonly rulesets?: string
  readonly as: 'text' | 'json'
  readonly digests?: boolean
}

export const listCommand = (context: Context): Command =>
  withExamples(
    new Command('list')
      .summary('list the rulesets there are')
      .description('Lists the addresses of the registry, with what each is and whether it has been released.')
      .option('--rulesets <folder>', 'folder of the registry')
      .option('--digests', 'the digest of each, for its entry in the registry')
      .addOption(oneOf('--as <form>', 'how to print them', ['text', 'json']).default('text'))
      .action((options: ListOptions) => list(context, options)),
  )

async function list(context: Context, options: ListOptions): Promise<void> {
  const { io, style, finish } = context
  const { listReleases, readHead } = await import('../../data/load-ruleset.ts')
  const { defaultRulesets } = await import('../../data/rulesets-folder.ts')
  const folder = options.rulesets ?? defaultRulesets()
  const releases = listReleases(folder).map(it => ({
    address: it.name,
    ...readHead(folder, it),
    state: it.digest === undefined ? 'not released' : 'released',
    folder: it.folder,
  }))
  if (options.digests === true) return listDigests(context, folder, releases)
  if (options.as === 'json') io.out(`${JSON.stringify(releases, null, 2)}\n`)
  else if (releases.length === 0) {
    io.err(`there is no registry of rulesets in \`${folder}\`\n`)
    finish(BAD_RULES_OR_DATA)
  } else {
    const rows = releases.map(it => [
      style.strong(it.address),
      it.title,
      style.faint(it.state),
      it.status === 'official' ? '' : style.warning(it.status),
    ])
    io.out(tableText(rows, io.width))
  }
}

/** Digests of what the rulesets say now, whether or not they are pinned to what they said once. */
async function listDigests(
  { io, line, finish }: Context,
  folder: string,
  releases: readonly { readonly address: string }[],
): Promise<void> {
  const { loadRuleset } = await import('../../data/load-ruleset.ts')
  const { buildRuleset } = await import('../../model/build-ruleset.ts')
  const { digestOf } = await import('../../model/canonical-form.ts')
  for (const { address } of releases) {
    const { value: parts } = loadRuleset({
      ruleset: { ...line.word(address), text: address },
      rulesets: folder,
    })
    const ruleset = parts && buildRuleset(parts.document, parts.files).value
    if (ruleset === undefined) finish(BAD_RULES_OR_DATA)
    io.out(`${address}  ${ruleset === undefined ? 'cannot be read' : digestOf(ruleset)}\n`)
  }
}
