/** The page's own markup as the facts have it (page script 20161220), small enough to read. */

export interface Written {
  text: string
  side?: 'buddy' | 'self'
  author?: number
  system?: boolean
}

/** A message as the page writes it: blanks doubled in its class, no avatar and nick when it is the page's own. */
export function messageHtml({ text, side = 'buddy', author, system }: Written): string {
  const sender = author === undefined ? '' : ` _sender_uin="${author}"`
  const who = system ? '' : '<img class="chat_content_avatar" width="40px"><p class="chat_nick">nick</p>'
  return `<div class="chat_content_group ${side}  ${system ? 'system' : ''}"${sender}>${who}<p class="chat_content ">${text}</p></div>`
}

export const timeHtml = (text: string): string => `<div class="chat_time"><span>${text}</span></div>`

const MENUS = {
  friend: ['viewQzone', 'viewInfo', 'viewRecord'],
  many: ['viewMembers', 'viewInfo', 'viewRecord'],
}

export function chatHtml(
  title: string,
  kind: keyof typeof MENUS,
  messages: readonly string[] = [],
  { id = 5, style = 'display: block' } = {},
): string {
  const menu = MENUS[kind].map(
    (command) => `<li class="${command}" cmd="${command}"><div class="menu_list_icon"></div></li>`,
  )
  return `<div class="panel chat-panel" id="panel-${id}" style="${style}">
    <header class="panel_header" id="panelHeader-${id}">
      <div cmd="clickLeftButton"><span></span></div>
      <h1 class="text_ellipsis padding_20" id="panelTitle-${id}">${title}</h1>
      <button cmd="clickRightButton"><span>关闭</span></button>
    </header>
    <div class="panel_body_container" id="panelBodyWrapper-${id}">
      <div class="panel_body chat_container" id="panelBody-${id}">${messages.join('')}</div>
      <ul class="pannel_menu_list" id="pannelMenuList-${id}">${menu.join('')}</ul>
    </div>
    <footer class="chat_toolbar_footer" id="panelFooter-${id}">
      <div class="chat_toolbar">
        <textarea id="chat_textarea" class="input input_white chat_textarea"></textarea>
        <button id="send_chat_btn" cmd="sendMsg"><span class="btn_text">发送</span></button>
        <textarea class="hidden_textarea chat_textarea"></textarea>
      </div>
    </footer>
  </div>`
}

/** An item of a list; `name` as html. */
export function itemHtml(type: string, number: number, name: string, prefix = 'recent-'): string {
  return `<li id="${prefix}item-${type}-${number}" class="list_item" _uin="${number}" _type="${type}" cmd="clickMemberItem">
    <a class="avatar" cmd="clickMemberAvatar" _uin="${number}" _type="${type}"><img></a>
    <p class="member_nick" id="userNick-${number}">\n ${name} \n</p>
    <p class="member_msg text_ellipsis"></p>
  </li>`
}

export const sessionsHtml = (...items: string[]): string =>
  `<div class="scrollWrapper" id="current_chat_scroll_area"><ul id="current_chat_list">${items.join('')}</ul></div>`

export const membersHtml = (...items: string[]): string =>
  `<div class="panel member-panel"><ul id="member_search_result_list">${items.join('')}</ul></div>`

export const profileHtml = (name: string): string =>
  `<div class="panel profile-panel"><div class="profile_name">${name}</div><button class="sendMsg2Member" cmd="sendMsg2Member">发消息</button></div>`

/** Writes the page anew, every node. */
export function show(...html: string[]): void {
  document.body.replaceChildren()
  document.body.insertAdjacentHTML('beforeend', html.join(''))
}
