<?php
// php ask.php FOLDER WHAT [ARGUMENTS]: changes or reads the WordPress in the folder, and prints JSON.
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $argv[1] . '/wp-load.php';
list( , , $what ) = $argv;
$result           = null;
if ( 'theme' === $what ) {
	switch_theme( $argv[3] );
	$result = wp_get_theme()->get( 'Name' );
} elseif ( 'post' === $what ) {
	// A post as an author writes it: WordPress removes what an author may not use.
	wp_set_current_user( get_user_by( 'login', 'author' )->ID );
	$result = wp_insert_post(
		array(
			'post_title'   => $argv[3],
			'post_status'  => 'publish',
			'post_content' => wp_slash( $argv[4] ),
		)
	);
} elseif ( 'content' === $what ) {
	$result = get_post( (int) $argv[3] )->post_content;
} elseif ( 'stored' === $what ) {
	global $wpdb;
	$result = array();
	foreach ( array( $wpdb->options => 'option_name', $wpdb->usermeta => 'meta_key', $wpdb->postmeta => 'meta_key' ) as $table => $column ) {
		$result = array_merge( $result, $wpdb->get_col( "SELECT $column FROM $table WHERE $column LIKE '%intimacy%'" ) );
	}
} elseif ( 'option' === $what ) {
	$result = get_option( 'intimacy_explorer' );
}
echo wp_json_encode( $result );
