/**
 * Every name on the official page that something of ours hangs on, once. They are the same in the builds of 2016 and
 * 20161220 (page script). Panel numbers in ids shift with what is opened first, and ids repeat between lists, so panels
 * and items go by class.
 */

export const panel = '.panel'
export const chatPanel = '.chat-panel'
export const memberPanel = '.member-panel'
export const profilePanel = '.profile-panel'

export const panelHeader = '.panel_header'
export const panelTitle = 'h1'
export const panelMenu = '.pannel_menu_list'
/** What is seen of a panel's body, which is moved about inside it. */
export const panelWindow = '.panel_body_container'
export const closesPanel = '[cmd=clickRightButton]'

/** Entries of a chat's menu: the first only with a friend, the second only with a group or discussion. */
export const friendEntry = '.viewQzone'
export const manyEntry = '.viewMembers'
export const profileEntry = '[cmd=viewInfo]'

export const chatBody = '.chat_container'
export const time = 'chat_time'
export const message = 'chat_content_group'
export const messageText = '.chat_content'
export const messageAvatar = '.chat_content_avatar'
export const own = 'self'
export const system = 'system'
export const author = '_sender_uin'

export const chatFooter = '.chat_toolbar_footer'
/** A clone of it without an id stands beside it, so never by class. */
export const chatBox = '#chat_textarea'

export const listItem = 'li.list_item'
export const itemNumber = '_uin'
export const itemType = '_type'
export const itemName = '.member_nick'
export const opensChat = 'clickMemberItem'
export const opensProfile = 'clickMemberAvatar'
/** Where items stand: sessions, friends by category, groups, discussions, what a search found. */
export const lists = '#current_chat_list, .list_group_body, #g_list, #d_list, #search_result_list'

export const profileName = '.profile_name'
export const writesToProfile = '.sendMsg2Member'
