<?php
// php setup.php FOLDER: installs the WordPress in the folder, with three users whose passwords are their names. Prints
// its version, and then its themes with their kinds.
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter( 'pre_wp_mail', '__return_true' );
wp_install( 'Calm Rooms', 'administrator', 'administrator@example.org', true, '', 'administrator' );
foreach ( array( 'editor', 'author' ) as $role ) {
	wp_insert_user(
		array(
			'user_login' => $role,
			'user_pass'  => $role,
			'user_email' => $role . '@example.org',
			'role'       => $role,
		)
	);
}
echo $GLOBALS['wp_version'], "\n";
foreach ( wp_get_themes() as $name => $theme ) {
	echo $name, ' ', $theme->is_block_theme() ? 'block' : 'classic', "\n";
}
