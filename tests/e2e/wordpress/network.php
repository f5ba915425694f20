<?php
// php network.php FOLDER: makes the installed WordPress in the folder the first site of a network.
define( 'WP_INSTALLING_NETWORK', true );
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
foreach ( $wpdb->tables( 'ms_global' ) as $table => $name ) {
	$wpdb->$table = $name;
}
install_network();
$host   = substr( getenv( 'WP_URL' ), strlen( 'http://' ) );
$result = populate_network( 1, $host, 'administrator@example.org', 'Practices', '/', false );
if ( is_wp_error( $result ) ) {
	echo $result->get_error_message();
	exit( 1 );
}
