import { arrowTarget } from './arrow-target.ts'

interface TabsProps<T extends string> {
  label: string
  /** Prefix of the ids; the panel must have the id `<id>-panel`. */
  id: string
  tabs: readonly { value: T; text: string }[]
  chosen: T
  onChoose: (value: T) => void
}

/** A row of tabs, walked with the arrow keys. The caller draws the panel (`role="tabpanel"`). */
export function Tabs<T extends string>({ label, id, tabs, chosen, onChoose }: TabsProps<T>) {
  return (
    <div class="tabs" role="tablist" aria-label={label}>
      {tabs.map(({ value, text }, index) => (
        <button
          key={value}
          type="button"
          role="tab"
          class="tab"
          id={`${id}-${value}`}
          aria-selected={value === chosen}
          aria-controls={`${id}-panel`}
          tabIndex={value === chosen ? 0 : -1}
          onClick={() => onChoose(value)}
          onKeyDown={(event) => {
            const target = arrowTarget(event, index, tabs.length)
            const tab = target === null ? undefined : tabs[target]
            if (tab) onChoose(tab.value)
          }}
        >
          {text}
        </button>
      ))}
    </div>
  )
}
