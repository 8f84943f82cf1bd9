/**
 * An import as a person goes through it; nothing is written before `write`.
 *
 *   choose ─► reading ─► preview ⇄ reading (a meaning was picked) ─► writing ─► done
 *                 └─► unreadable           └──── moved, arriving ◄─────┘
 */
import { computed, reactive, shallowRef, type ComputedRef } from 'vue';
import {
  UnreadableFile,
  type Day,
  type Meaning,
  type Progress,
  type SheetFile,
  type Understanding,
} from '@doorstep/sheets';
import { StorageFailed, type Replica } from '@doorstep/sync';
import type { Locale } from '@doorstep/words';
import { agree, type Agreed, type Outcome } from '../agree';
import { compare, type Difference } from '../compare';
import type { Leaving } from '../drafts';
import { readKnown, type KnownImport, type KnownRegister, type ListFile } from '../known';
import type { Answer } from '../match';
import { SheetReader } from './reader';

type Phase = 'choose' | 'reading' | 'unreadable' | 'preview' | 'writing' | 'done';

/** Why what was agreed to is not written (yet). */
type Notice = { kind: 'moved' | 'notSaved' | 'faulty' } | { kind: 'arriving'; import: KnownImport };

type Recorded = Extract<Outcome, { outcome: 'recorded' }>;

export interface Choices {
  meanings: Record<string, Record<string, Meaning>>;
  ignoredSheets: string[];
  answers: Record<string, Answer>;
  leavings: Record<string, Leaving>;
}

export interface ImportDeps {
  replica: () => Promise<Replica>;
  today: () => Day;
  locale: () => Locale;
}

/** More than any register takes; not even loaded. */
const FILE_BYTES_MAX = 128 * 2 ** 20;

const noChoices = (): Choices => ({ meanings: {}, ignoredSheets: [], answers: {}, leavings: {} });

async function hashOf({ bytes }: SheetFile): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class RegisterImport {
  readonly phase = shallowRef<Phase>('choose');
  readonly progress = shallowRef<Progress>();
  readonly unreadable = shallowRef<UnreadableFile>();
  readonly notice = shallowRef<Notice>();
  readonly file = shallowRef<SheetFile>();
  /** The file as it will be known again. */
  private readonly listFile = shallowRef<ListFile>();
  readonly understanding = shallowRef<Understanding>();
  readonly known = shallowRef<KnownRegister>();
  /** What was recorded, once it is. */
  readonly written = shallowRef<Recorded>();
  readonly choices = reactive(noChoices());
  readonly difference: ComputedRef<Difference | undefined> = computed(() =>
    this.understanding.value && this.known.value
      ? compare(
          { understanding: this.understanding.value, file: this.listFile.value },
          this.known.value,
          { ...this.choices.answers },
        )
      : undefined,
  );
  private readonly reader = new SheetReader((now) => (this.progress.value = now));

  constructor(private readonly deps: ImportDeps) {
    void this.reset();
  }

  /** Back to the start; what was read is forgotten. */
  readonly reset = async (): Promise<void> => {
    this.close();
    Object.assign(this.choices, noChoices());
    const { file, understanding, written, notice, unreadable } = this;
    for (const one of [file, understanding, written, notice, unreadable]) one.value = undefined;
    this.phase.value = 'choose';
    this.known.value = await readKnown(await this.deps.replica());
  };

  /** Reads a file that was dropped or chosen. */
  readonly take = async (chosen: File): Promise<void> => {
    Object.assign(this.choices, noChoices());
    this.written.value = undefined;
    this.phase.value = 'reading';
    if (chosen.size > FILE_BYTES_MAX) return this.cannotRead(new UnreadableFile('too_large'));
    const bytes = await chosen.arrayBuffer().catch(() => undefined);
    if (!bytes) return this.cannotRead(undefined);
    this.file.value = { name: chosen.name, bytes: new Uint8Array(bytes) };
    await this.readAgain();
  };

  /** Reads the same file again, as chosen now. */
  async readAgain(): Promise<void> {
    const file = this.file.value;
    if (!file) return;
    this.phase.value = 'reading';
    this.progress.value = undefined;
    this.notice.value = undefined;
    Object.assign(this.choices, { answers: {}, leavings: {} });
    const { meanings, ignoredSheets } = JSON.parse(JSON.stringify(this.choices)) as Choices;
    const reading = { today: this.deps.today(), meanings, ignoredSheets };
    try {
      const understanding = await this.reader.understand(file, reading);
      this.progress.value = undefined;
      const replica = await this.deps.replica();
      await replica.syncNow();
      const known = await readKnown(replica);
      const columns = [...new Set(understanding.columns.map(({ meaning }) => meaning))];
      const sha256 = await hashOf(file);
      // Given up meanwhile.
      if (this.file.value !== file) return;
      this.understanding.value = understanding;
      this.listFile.value = { name: file.name, sha256, columns };
      this.known.value = known;
      this.phase.value = 'preview';
    } catch (error) {
      this.cannotRead(error);
    }
  }

  /** The problem rows as a file to mend. */
  async problemFile(): Promise<Uint8Array | undefined> {
    const [file, understanding] = [this.file.value, this.understanding.value];
    if (!file || !understanding) return undefined;
    return this.reader.problems(file, understanding, this.deps.locale());
  }

  async write(evenArriving = false): Promise<void> {
    const agreed = this.agreed(evenArriving);
    if (!agreed || this.phase.value !== 'preview') return;
    this.phase.value = 'writing';
    this.notice.value = undefined;
    try {
      const replica = await this.deps.replica();
      await this.settle(await agree(replica, agreed), replica);
    } catch (error) {
      this.phase.value = 'preview';
      this.notice.value = { kind: error instanceof StorageFailed ? 'notSaved' : 'faulty' };
    }
  }

  /** Stops reading: the screen is left. */
  close(): void {
    this.reader.close();
  }

  private cannotRead(error: unknown): void {
    this.phase.value = 'unreadable';
    this.unreadable.value = error instanceof UnreadableFile ? error : undefined;
  }

  private agreed(evenArriving: boolean): Agreed | undefined {
    const [understanding, file] = [this.understanding.value, this.listFile.value];
    const seen = this.difference.value;
    if (!understanding || !file || !seen) return undefined;
    const { answers, leavings } = this.choices;
    return {
      understanding,
      file,
      answers: { ...answers },
      leavings: { ...leavings },
      seen,
      evenArriving,
    };
  }

  private async settle(outcome: Outcome, replica: Replica): Promise<void> {
    if (outcome.outcome === 'recorded') {
      this.written.value = outcome;
      this.known.value = await readKnown(replica);
      this.phase.value = 'done';
      return;
    }
    this.phase.value = 'preview';
    if (outcome.outcome === 'arriving')
      this.notice.value = { kind: 'arriving', import: outcome.import };
    if (outcome.outcome !== 'moved') return;
    this.known.value = outcome.known;
    this.notice.value = { kind: 'moved' };
  }
}
