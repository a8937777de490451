/** Ids of our commands. */

export const Commands = {
  tagCells: 'nb2pipe:tag-cells',
  nameStep: 'nb2pipe:name-step',
  openTagMenu: 'nb2pipe:open-tag-menu',
  suggestTags: 'nb2pipe:suggest-tags',
  acceptSuggestion: 'nb2pipe:accept-suggestion',
  dismissSuggestion: 'nb2pipe:dismiss-suggestion',
  acceptSuggestions: 'nb2pipe:accept-suggestions',
  dismissSuggestions: 'nb2pipe:dismiss-suggestions',
  openPanel: 'nb2pipe:open-panel',
  exportPackage: 'nb2pipe:export',
  verify: 'nb2pipe:verify',
  run: 'nb2pipe:run',
  openExample: 'nb2pipe:open-example'
} as const;
