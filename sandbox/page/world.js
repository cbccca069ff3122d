// The page's copy of what is so. The server pushes; nothing here is changed by the page itself.

const KINDS = ["state", "menus", "message", "edited", "deleted", "taken", "keyboard", "answer", "action", "trouble", "guide"];

export class World {
  constructor() {
    this.bot = {};
    this.people = new Map();
    this.groups = new Map();
    this.chats = new Map();
    this.menus = [];
    this.trouble = {};
    this.alive = true;
    this.listeners = new Set();
    this.answered = new Set();
  }

  connect(onLine) {
    const source = new EventSource("/page/events");
    source.onopen = () => onLine(true);
    source.onerror = () => onLine(false);
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        const what = JSON.parse(event.data);
        this[`on_${kind}`](what);
        for (const listener of this.listeners) listener(kind, what);
      });
    }
  }

  person(id) { return this.people.get(id); }
  chat(id) { return this.chats.get(id); }
  commands(person, chat) {
    return this.menus.find((menu) => menu.person === person && menu.chat === chat)?.commands ?? [];
  }

  startCode(address) {
    let url;
    try { url = new URL(address); } catch { return null; }
    const ours = url.pathname.replaceAll("/", "").toLowerCase() === this.bot.username.toLowerCase();
    return ["t.me", "telegram.me"].includes(url.hostname) && ours ? url.searchParams.get("start") ?? "" : null;
  }

  on_state(snapshot) {
    Object.assign(this, {
      bot: snapshot.bot, about: snapshot.about, menus: snapshot.menus, backstage: snapshot.backstage, shown: snapshot.shown,
      epoch: snapshot.epoch, trouble: snapshot.trouble,
    });
    this.people = byId(snapshot.people);
    this.groups = byId(snapshot.groups);
    this.chats = byId(snapshot.chats.map((chat) => ({
      ...chat,
      messages: new Map(chat.messages.map((message) => [message.message_id, message])),
      waiting: new Set(chat.waiting),
      unheard: new Set(chat.unheard),
    })));
  }

  on_menus({ menus }) { this.menus = menus; }
  on_message({ chat_id, message, heard }) {
    const chat = this.chat(chat_id);
    if (!chat) return;
    chat.messages.set(message.message_id, message);
    if (!message.from.is_bot) (heard ? chat.waiting : chat.unheard).add(message.message_id);
  }
  on_edited({ chat_id, message }) { this.chat(chat_id)?.messages.set(message.message_id, message); }
  on_deleted({ chat_id, message_id }) { this.chat(chat_id)?.messages.delete(message_id); }
  on_taken({ chat_id, message_id }) { this.chat(chat_id)?.waiting.delete(message_id); }
  on_keyboard({ chat_id, keyboard }) { this.chat(chat_id).keyboard = keyboard; }
  on_answer({ query_id }) { this.answered.add(query_id); }
  on_action() {}
  on_guide() {}
  on_trouble(trouble) { this.trouble = trouble; }
}

const byId = (items) => new Map(items.map((item) => [item.id, item]));
