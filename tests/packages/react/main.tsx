import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { define, type IntimacyExplorerElement } from 'intimacy-explorer';
import 'intimacy-explorer/react';

define();

function Page() {
  const [shown, setShown] = useState(true);
  const [renders, setRenders] = useState(1);
  const [starts, setStarts] = useState(0);
  const element = useRef<IntimacyExplorerElement>(null);
  return (
    <main>
      <h1>A page built with React</h1>
      <p>
        <button type="button" onClick={() => setRenders(renders + 1)}>Render again</button>
        <button type="button" onClick={() => setShown(!shown)}>{shown ? 'Remove the explorer' : 'Show the explorer'}</button>
      </p>
      <p id="said">{`Render ${renders}, start ${starts}`}</p>
      {shown && (
        <intimacy-explorer
          ref={element}
          className={`render-${renders}`}
          country="US"
          practice={`Calm Rooms ${renders}`}
          contact="/contact"
          storage-name="host"
          loading="eager"
          onintimacy-explorer:ready={() => setStarts(starts + 1)}
        >
          <p>The explorer is not here yet.</p>
        </intimacy-explorer>
      )}
    </main>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><Page /></StrictMode>);

// What the types say. `tsc` fails if a line that is expected to be an error is none.
// @ts-expect-error: not one of the words of this setting
<intimacy-explorer saving="sometimes" />;
// @ts-expect-error: not the type of a listener
<intimacy-explorer onintimacy-explorer:ready="now" />;
