<?php
// Install WordPress into an empty database, put posts into it, and print its feed as readers get it:
//   php posts.php FOLDER_OF_WORDPRESS < posts.json     (python -m benchmarks.carried --json prints them)
//   echo '[]' | php posts.php FOLDER_OF_WORDPRESS links our-place     (renames a post, and prints the feed again)
// A post is put in as the editor saves it for an administrator, whose HTML WordPress does not filter.
$_SERVER += ['HTTP_HOST' => 'example.com', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/feed/', 'SERVER_PROTOCOL' => 'HTTP/1.1'];
define('WP_INSTALLING', true);
require "$argv[1]/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
if (!is_blog_installed()) {
    wp_install('Example', 'ada', 'ada@example.com', true, '', 'not used');
    wp_delete_post(1, true); // the post that greets
    update_option('timezone_string', 'Asia/Seoul');
    update_option('permalink_structure', '/%postname%/');
    update_option('home', 'https://example.com');
    update_option('siteurl', 'https://example.com');
}
wp_set_current_user(1);
foreach (json_decode(stream_get_contents(STDIN), true) as $post) {
    $id = wp_insert_post(wp_slash([
        'post_title' => $post['title'],
        'post_name' => $post['name'],
        'post_content' => $post['html'],
        'post_date' => $post['date'],
        'post_status' => $post['is_draft'] ? 'draft' : 'publish',
    ]), true);
    if (is_wp_error($id)) {
        fwrite(STDERR, $post['name'] . ': ' . $id->get_error_message() . "\n");
    }
}
if (isset($argv[3])) {
    wp_update_post(['ID' => get_page_by_path($argv[2], OBJECT, 'post')->ID, 'post_name' => $argv[3]]);
}
$GLOBALS['wp_rewrite']->init();
query_posts(['feed' => 'rss2', 'post_type' => 'post']);
$GLOBALS['wp_query']->is_feed = true;
do_feed_rss2(false);
