// The browser is killed with all its processes while the user types: at most the last second may be lost.
// KILLS says how often it is killed; all runs use one profile.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { launchProfile, offlineFile, openPage } from "./browser.mjs";

const KILLS = Number(process.env.KILLS || 5);

/** The processes that were started with this profile, and all that those started. */
async function family(profile) {
  const parents = new Map();
  const found = new Set();
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8");
      parents.set(pid, stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      if ((await readFile(`/proc/${pid}/cmdline`, "utf8")).includes(profile)) found.add(pid);
    } catch {
      // It has ended meanwhile.
    }
  }
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of parents) {
      if (found.has(parent) && !found.has(pid)) grown = Boolean(found.add(pid));
    }
  }
  return [...found].map(Number);
}

const area = 'textarea[data-section="1"]';

/** Goes on with the newest draft; the text that is there. */
async function resumed(page) {
  await page.locator("[data-resume]").first().click();
  await page.locator(area).waitFor();
  return page.locator(area).inputValue();
}

/** Types numbers until told to stop; notes when which length had been typed. */
async function type(page, typed, until) {
  for (let i = typed.text.length; Date.now() < until; i++) {
    const key = String(i % 10);
    try {
      await page.keyboard.press(key);
    } catch {
      return; // killed
    }
    typed.text += key;
    typed.times.push(Date.now());
    await new Promise((done) => setTimeout(done, 20 + Math.random() * 60));
  }
}

test(`${KILLS} times SIGKILL while typing`, { timeout: KILLS * 60_000 }, async (t) => {
  const profile = await mkdtemp(`${tmpdir()}/nianbao-kill-`);
  let typed = null;
  const lost = [];
  try {
    for (let round = 0; round <= KILLS; round++) {
      const context = await launchProfile(profile);
      const page = await openPage(context, offlineFile);
      if (!typed) {
        await page.locator('[data-new="agency"]').fill("示例市财政局");
        await page.locator('[data-new="create"]').click();
        await page.locator(area).waitFor();
        typed = { text: "", times: [] };
      } else {
        const text = await resumed(page);
        assert.ok(typed.text.startsWith(text), `${text} is no beginning of ${typed.text}`);
        const first = typed.times[text.length];
        lost.push(first === undefined ? 0 : typed.killed - first);
        const state = await page.locator("[data-save-state]").innerText();
        assert.match(state, /^已保存 \d\d?:\d\d（本机 [12] 处）$/);
        typed = { text, times: Array.from(text, () => 0) };
      }
      if (round === KILLS) {
        await context.close();
        break;
      }
      await page.locator(area).focus();
      await page.keyboard.press("Control+End");
      const pids = await family(profile);
      const until = Date.now() + 1_200 + Math.random() * 1_500;
      const typing = type(page, typed, until + 1_000);
      await new Promise((done) => setTimeout(done, until - Date.now()));
      typed.killed = Date.now();
      pids.forEach((pid) => {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // It has ended already.
        }
      });
      await typing;
      await context.close().catch(() => {});
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  lost.sort((a, b) => a - b);
  const middle = lost[Math.floor(lost.length / 2)];
  t.diagnostic(`lost in ${lost.length} kills: median ${middle} ms, most ${lost.at(-1)} ms`);
  assert.equal(lost.length, KILLS);
  assert.ok(lost.at(-1) <= 1_000, `lost ${lost.join(", ")} ms`);
});
