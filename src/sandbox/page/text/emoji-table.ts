/** The emoji that bots and people at a help desk use; a name that is missing shows as `:name:`, as Slack does. */
export const emojiByName: Readonly<Record<string, string>> = Object.fromEntries(
  `+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|100 💯|adhesive_bandage 🩹|alarm_clock ⏰|ambulance 🚑|arrow_down ⬇️|arrow_left ⬅️
arrow_right ➡️|arrow_up ⬆️|arrow_right_hook ↪️|arrows_counterclockwise 🔄|leftwards_arrow_with_hook ↩️|back 🔙|ballot_box_with_check ☑️
bar_chart 📊|battery 🔋|beetle 🐞|bell 🔔|no_bell 🔕|bookmark 🔖|bookmark_tabs 📑|books 📚|boom 💥|brain 🧠|broken_heart 💔|bug 🐛
building_construction 🏗️|bulb 💡|bust_in_silhouette 👤|busts_in_silhouette 👥|calendar 📆|date 📅|camera 📷|card_index_dividers 🗂️
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|clap 👏|clipboard 📋|clock1 🕐|clock3 🕒|closed_lock_with_key 🔐|cloud ☁️
coffee ☕|cold_sweat 😰|compass 🧭|computer 💻|confetti_ball 🎊|confused 😕|construction 🚧|credit_card 💳|cry 😢|cyclone 🌀
desktop_computer 🖥️|dizzy 💫|door 🚪|earth_americas 🌎|electric_plug 🔌|email 📧|e-mail 📧|envelope ✉️|exclamation ❗|heavy_exclamation_mark ❗
eyes 👀|face_with_monocle 🧐|file_folder 📁|open_file_folder 📂|fire 🔥|fire_engine 🚒|flashlight 🔦|flag-us 🇺🇸|floppy_disk 💾|footprints 👣
gear ⚙️|gem 💎|ghost 👻|globe_with_meridians 🌐|green_circle 🟢|green_heart 💚|grey_exclamation ❕|grey_question ❔|grin 😁|grinning 😀
hammer 🔨|hammer_and_wrench 🛠️|hand 🖐️|raised_hand ✋|raised_hands 🙌|handshake 🤝|hash #️⃣|headphones 🎧|heart ❤️|heavy_check_mark ✔️
heavy_minus_sign ➖|heavy_multiplication_x ✖️|heavy_plus_sign ➕|hospital 🏥|hourglass ⌛|hourglass_flowing_sand ⏳|house 🏠|hugging_face 🤗
inbox_tray 📥|outbox_tray 📤|incoming_envelope 📨|information_source ℹ️|iphone 📱|joy 😂|key 🔑|keyboard ⌨️|label 🏷️|laptop 💻
large_blue_circle 🔵|large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|red_circle 🔴|white_circle ⚪|black_circle ⚫
large_green_square 🟩|large_red_square 🟥|large_yellow_square 🟨|white_large_square ⬜|black_large_square ⬛|link 🔗|lock 🔒|unlock 🔓|loudspeaker 📢
mag 🔍|mag_right 🔎|male-technologist 👨‍💻|female-technologist 👩‍💻|technologist 🧑‍💻|mega 📣|memo 📝|pencil 📝|pencil2 ✏️|mouse 🐭|three_button_mouse 🖱️
muscle 💪|mute 🔇|new 🆕|neutral_face 😐|no_entry ⛔|no_entry_sign 🚫|notebook 📓|ok 🆗|ok_hand 👌|package 📦|page_facing_up 📄|paperclip 📎
partly_sunny ⛅|party_popper 🎉|tada 🎉|pause_button ⏸️|double_vertical_bar ⏸️|phone ☎️|telephone ☎️|telephone_receiver 📞|point_down 👇|point_left 👈
point_right 👉|point_up ☝️|police_car 🚓|pray 🙏|printer 🖨️|pushpin 📌|round_pushpin 📍|question ❓|rainbow 🌈|recycle ♻️|relaxed ☺️|repeat 🔁
robot_face 🤖|rocket 🚀|rotating_light 🚨|runner 🏃|running 🏃|satellite_antenna 📡|scream 😱|scroll 📜|seedling 🌱|shield 🛡️|shrug 🤷|simple_smile 🙂
slightly_smiling_face 🙂|slightly_frowning_face 🙁|smile 😄|smiley 😃|smirk 😏|snail 🐌|sob 😭|speech_balloon 💬|sparkles ✨|star ⭐|star2 🌟|stop_sign 🛑
octagonal_sign 🛑|stopwatch ⏱️|sunglasses 😎|sunny ☀️|sweat 😓|sweat_smile 😅|test_tube 🧪|thinking_face 🤔|thinking 🤔|thought_balloon 💭|ticket 🎫
toolbox 🧰|tools 🛠️|triangular_flag_on_post 🚩|trophy 🏆|tv 📺|vertical_traffic_light 🚦|warning ⚠️|wastebasket 🗑️|wave 👋|whale 🐳
white_check_mark ✅|wink 😉|wrench 🔧|writing_hand ✍️|x ❌|negative_squared_cross_mark ❎|yum 😋|zap ⚡|zzz 💤
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣|fast_forward ⏩|rewind ⏪|arrow_forward ▶️
small_blue_diamond 🔹|small_orange_diamond 🔸|large_blue_diamond 🔷|small_red_triangle 🔺|radio_button 🔘|checkered_flag 🏁|ladder 🪜|magnet 🧲|oncoming_police_car 🚔`
    .split(/[|\n]/)
    .map((pair) => pair.split(' ') as [string, string]),
);
