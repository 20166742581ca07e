import type { ContractView } from '@api/contracts';
import type { ReceiptView } from '@api/problem';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError, path, post } from '../../lib/api.js';
import { initial } from '../../lib/schema.js';
import { useSession } from '../../lib/session.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/empty.js';
import { Field } from '../../ui/field.js';
import { Segmented } from '../../ui/segmented.js';
import { JsonEditor } from './json-editor.js';
import { ReceiptCard } from './receipt-card.js';
import { SchemaForm } from './schema-form.js';

const FORMS = [
  { id: 'fields', name: 'Form' },
  { id: 'json', name: 'JSON' },
] as const;

interface Sent {
  readonly receipt: ReceiptView;
  readonly at: number;
}

export function PublishForm({ contract }: { readonly contract: ContractView }) {
  const { operator, operable } = useSession();
  const [form, setForm] = useState<'fields' | 'json'>('fields');
  const [data, setData] = useState<unknown>(() => initial(contract.schema, contract.schema));
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<ApiError>();
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const errors = useMemo(
    () => new Map((problem?.problem.errors ?? []).map(({ property, reasons }) => [property, reasons])),
    [problem],
  );
  useEffect(() => {
    if (errors.size > 0) element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [errors]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { data, ...(key === '' ? {} : { key }) };
      const receipt = await post<ReceiptView>(`topics/${path(contract.topic)}/events`, body);
      setSent([{ receipt, at: Date.now() }, ...sent].slice(0, 5));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="two-columns">
      <form ref={element} className="card form" noValidate onSubmit={(event) => void submit(event)}>
        <div className="form-bar">
          <Segmented label="Write the event as" options={FORMS} value={form} onChange={setForm} />
          {contract.example !== undefined && (
            <Button kind="quiet" onClick={() => setData(contract.example)} disabled={form === 'json'}>
              Fill in the example
            </Button>
          )}
        </div>
        {form === 'fields' ? (
          <SchemaForm
            schema={contract.schema}
            root={contract.schema}
            name={contract.topic}
            path=""
            required
            value={data}
            errors={errors}
            onChange={setData}
          />
        ) : (
          <JsonEditor
            value={data}
            errors={[...errors].map(([property, reasons]) => `${property}: ${reasons.join(', ')}`)}
            onChange={setData}
          />
        )}
        <Field label="Key" hint="Empty for the key the contract gives, or none.">
          {(ties) => (
            <input
              {...ties}
              className="input"
              autoComplete="off"
              value={key}
              onChange={({ target }) => setKey(target.value)}
            />
          )}
        </Field>
        {problem && (
          <p className="note note-bad" role="alert">
            {errors.size > 0
              ? `${problem.problem.title}: ${errors.size === 1 ? 'one field breaks' : `${errors.size} fields break`} the contract.`
              : problem.problem.detail}
          </p>
        )}
        <div className="form-actions">
          <Button kind="primary" type="submit" disabled={!operator || busy || data === undefined}>
            {busy ? 'Publishing…' : 'Publish'}
          </Button>
          {!operator && (
            <span className="muted">
              {operable ? 'Unlock with the operator key to publish.' : 'This console is read-only.'}
            </span>
          )}
        </div>
      </form>
      <section aria-label="Receipts" className="receipts">
        {sent.length === 0 && (
          <Empty title="Nothing published yet">
            The receipt appears here, and each group as the event reaches it.
          </Empty>
        )}
        {sent.map(({ receipt, at }) => (
          <ReceiptCard key={receipt.id} receipt={receipt} at={at} />
        ))}
      </section>
    </div>
  );
}
