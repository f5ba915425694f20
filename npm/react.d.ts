import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { IntimacyExplorerAttributes, IntimacyExplorerElement, IntimacyExplorerEventMap } from './index.js';

type Listeners = { [Name in keyof IntimacyExplorerEventMap as `on${Name}`]?: (event: Event) => void };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'intimacy-explorer': DetailedHTMLProps<HTMLAttributes<IntimacyExplorerElement>, IntimacyExplorerElement> &
        IntimacyExplorerAttributes &
        Listeners;
    }
  }
}
